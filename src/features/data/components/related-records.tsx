'use client'
import { ChevronRight, Plus } from 'lucide-react'
import Link from 'next/link'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { LinkButton } from '@/components/link-button'
import { Time } from '@/components/time'
import { paths } from '@/lib/paths'
import {
  fieldNamed,
  mayDo,
  modelNamed,
  type StudioModel,
  type StudioRow,
} from '@/lib/studio/models'
import { titleText } from '@/lib/studio/values'
import { formatFilter } from '../filters'
import { RELATED, relatedRecords } from '../queries'
import { useStudioScope } from './studio-scope'
import { useRecordQuery } from './use-records'

type RelatedRecordsProps = { child: StudioModel['children'][number]; id: string }

/** The newest records that hang on one, with the way to all of them and to a new one. */
export function RelatedRecords({ child, id }: RelatedRecordsProps) {
  const { slug, role, zone } = useStudioScope()
  const model = modelNamed(child.model)
  const link = model && fieldNamed(model, child.link)
  const mayRead = model !== undefined && mayDo(role, model, 'read')
  const query = useRecordQuery<StudioRow[]>(
    model ?? { name: child.model },
    'findMany',
    model && link ? relatedRecords(model, link, id) : {},
    // Looking at some records is recorded, so they are not looked at by the way.
    { enabled: mayRead && link !== undefined && !model.readsRecorded },
  )
  if (!model || !link || !mayRead) return null

  const all = paths.records(
    slug,
    model.address,
    `f=${encodeURIComponent(formatFilter({ field: link.name, test: 'is', value: id }))}`,
  )
  const rows = query.data ?? []
  return (
    <Card
      title={model.plural}
      actions={
        mayDo(role, model, 'create') && (
          <LinkButton
            size="sm"
            href={paths.newRecord(slug, model.address, `${link.name}=${encodeURIComponent(id)}`)}
          >
            <Plus aria-hidden />
            Add
          </LinkButton>
        )
      }
    >
      {query.isError ? (
        <FailedState error={query.error} onRetry={() => void query.refetch()} />
      ) : model.readsRecorded ? (
        <p className="text-ink-muted">Looking at them is written to the audit trail.</p>
      ) : (
        <ul className="-mx-2 grid">
          {rows.slice(0, RELATED).map((row) => (
            <li key={row.id}>
              <Link
                href={paths.record(slug, model.address, row.id)}
                className="flex min-h-9 items-center justify-between gap-3 rounded-md px-2 hover:bg-hover"
              >
                <span dir="auto" className="min-w-0 truncate">
                  {titleText(model, row, zone)}
                </span>
                {model.title !== 'createdAt' && (
                  <span className="shrink-0 text-ink-muted text-xs">
                    <Time value={row.createdAt as Date} zone={zone} style="date" />
                  </span>
                )}
              </Link>
            </li>
          ))}
          {query.data && rows.length === 0 && <li className="px-2 text-ink-muted">None yet.</li>}
        </ul>
      )}
      {(rows.length > 0 || model.readsRecorded) && (
        <Link
          href={all}
          className="mt-2 inline-flex min-h-8 items-center gap-1 text-accent-ink text-[0.8125rem] hover:underline"
        >
          {rows.length > RELATED ? 'Show all' : 'Show in the grid'}
          <ChevronRight aria-hidden className="size-3.5 rtl:-scale-x-100" />
        </Link>
      )}
    </Card>
  )
}
