import { ChevronRight } from 'lucide-react'
import Link from 'next/link'

export type Crumb = { label: string; href: string }

/** The pages above this one, nearest last. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-ink-muted">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex min-w-0 items-center gap-1">
            <Link
              href={crumb.href}
              dir="auto"
              className="max-w-56 truncate rounded-sm py-1 hover:text-ink hover:underline"
            >
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 text-ink-faint rtl:-scale-x-100" />
          </li>
        ))}
      </ol>
    </nav>
  )
}
