import type { ReactNode } from 'react'
import { Breadcrumb, type Crumb } from './breadcrumb'

export type PageHeaderProps = {
  title: ReactNode
  /** A state beside the title, usually a `Badge`. */
  badge?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  /** The pages above this one; this page itself is not listed. */
  breadcrumb?: Crumb[]
}

/** The head of a page; its title is the page's only heading of level 1. */
export function PageHeader({ title, badge, description, actions, breadcrumb }: PageHeaderProps) {
  return (
    <header className="mb-5 grid gap-1 sm:mb-6">
      {breadcrumb && <Breadcrumb crumbs={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 dir="auto" className="min-w-0 break-words font-semibold text-title">
              {title}
            </h1>
            {badge}
          </div>
          {description && <div className="mt-1 max-w-prose text-ink-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}
