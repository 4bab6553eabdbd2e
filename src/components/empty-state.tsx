import type { ReactNode } from 'react'
import { cn } from './cn'

export type EmptyStateProps = {
  /** A lucide icon element. */
  icon?: ReactNode
  title: string
  /** What will be here, and what to do first. */
  children?: ReactNode
  /** The first step. */
  action?: ReactNode
  className?: string
}

/** Stands where a list will be, and offers the first step. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('grid justify-items-center gap-1 px-6 py-12 text-center', className)}>
      {icon && (
        <div
          aria-hidden
          className="mb-2 grid size-10 place-items-center rounded-lg border bg-surface text-ink-muted shadow-soft dark:bg-raised [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-sm text-pretty text-ink-muted">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
