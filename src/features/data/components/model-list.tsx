import { Table2 } from 'lucide-react'
import Link from 'next/link'
import { paths } from '@/lib/paths'
import type { StudioModel } from '@/lib/studio/models'

type ModelListProps = { slug: string; models: StudioModel[] }

/** The kinds of records, each leading to its grid. */
export function ModelList({ slug, models }: ModelListProps) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {models.map((model) => (
        <li
          key={model.name}
          className="relative grid content-start gap-1 rounded-lg border bg-surface px-4 py-3.5 shadow-soft hover:bg-hover/60"
        >
          <Table2 aria-hidden className="size-4 text-ink-muted" />
          <Link
            href={paths.records(slug, model.address)}
            className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
          >
            {model.plural}
          </Link>
          {model.help && <p className="text-ink-muted text-[0.8125rem]">{model.help}</p>}
        </li>
      ))}
    </ul>
  )
}
