import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type CalloutTone = 'info' | 'success' | 'warning' | 'danger'

export type CalloutProps = {
  tone?: CalloutTone
  title?: ReactNode
  children?: ReactNode
  /** Buttons or links that answer the message. */
  actions?: ReactNode
  className?: string
}

const looks: Record<CalloutTone, { icon: LucideIcon; box: string; mark: string }> = {
  info: { icon: Info, box: 'border-accent/20 bg-accent-soft', mark: 'text-accent-ink' },
  success: {
    icon: CircleCheck,
    box: 'border-success/25 bg-success-soft',
    mark: 'text-success-ink',
  },
  warning: {
    icon: TriangleAlert,
    box: 'border-warning/30 bg-warning-soft',
    mark: 'text-warning-ink',
  },
  danger: { icon: CircleAlert, box: 'border-danger/20 bg-danger-soft', mark: 'text-danger-ink' },
}

/** A message that stays on the page. Give it `role="alert"` around it when it appears later. */
export function Callout({ tone = 'info', title, children, actions, className }: CalloutProps) {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div className={cn('flex gap-3 rounded-lg border px-3.5 py-3', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', mark)} />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className={cn('font-medium', mark)}>{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {actions && <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
