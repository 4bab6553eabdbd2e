import type { ReactNode } from 'react'
import { cn } from './cn'

export type DefinitionListProps = {
  /** An absent description is shown as a dash. */
  items: { term: string; description?: ReactNode }[]
  className?: string
}

/** Names and values of one thing, such as a participant's attributes. */
export function DefinitionList({ items, className }: DefinitionListProps) {
  return (
    <dl className={cn('divide-y', className)}>
      {items.map(({ term, description }) => (
        <div key={term} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[10rem_1fr]">
          <dt dir="auto" className="text-ink-muted">
            {term}
          </dt>
          <dd dir="auto" className="min-w-0 break-words">
            {description ?? <span className="text-ink-muted">—</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
