import { Check } from 'lucide-react'
import { cn } from '@/components/cn'

const steps = [
  { id: 'file', label: 'Choose a file' },
  { id: 'columns', label: 'Assign columns' },
  { id: 'check', label: 'Check and import' },
  { id: 'done', label: 'Report' },
] as const

export type Step = (typeof steps)[number]['id']

/** Which steps there are, and which one this is. */
export function StepList({ step }: { step: Step }) {
  const current = steps.findIndex(({ id }) => id === step)
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-5 gap-y-2">
      {steps.map(({ id, label }, index) => (
        <li
          key={id}
          aria-current={index === current ? 'step' : undefined}
          className={cn(
            'flex items-center gap-2',
            index === current ? 'font-medium' : 'text-ink-muted max-sm:[&>span:last-child]:sr-only',
          )}
        >
          <span
            aria-hidden
            className={cn(
              'grid size-6 place-items-center rounded-full border text-xs tabular-nums',
              index === current && 'border-accent bg-accent text-on-accent',
              index < current && 'border-accent text-accent-ink',
            )}
          >
            {index < current ? <Check className="size-3.5" /> : index + 1}
          </span>
          <span>{label}</span>
        </li>
      ))}
    </ol>
  )
}
