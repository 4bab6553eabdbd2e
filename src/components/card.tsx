import type { ReactNode } from 'react'
import { cn } from './cn'

export type CardProps = {
  title?: ReactNode
  description?: ReactNode
  /** Buttons at the end of the title line. */
  actions?: ReactNode
  children?: ReactNode
  /** Below a rule, for a closing remark or buttons. */
  footer?: ReactNode
  /** Lets a table or list reach the edges. */
  flush?: boolean
  className?: string
}

/** A framed part of a page; its title is a heading of level 2. */
export function Card({
  title,
  description,
  actions,
  children,
  footer,
  flush,
  className,
}: CardProps) {
  return (
    <section className={cn('min-w-0 rounded-lg border bg-surface shadow-soft', className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-3 sm:px-5">
          <div className="min-w-0">
            {title && <h2 className="font-semibold text-[0.9375rem] tracking-tight">{title}</h2>}
            {description && <p className="mt-0.5 text-ink-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children && (
        <div
          className={cn(!flush && 'px-4 pb-4 sm:px-5 sm:pb-5', !flush && !title && 'pt-4 sm:pt-5')}
        >
          {children}
        </div>
      )}
      {footer && <footer className="border-t px-4 py-3 sm:px-5">{footer}</footer>}
    </section>
  )
}
