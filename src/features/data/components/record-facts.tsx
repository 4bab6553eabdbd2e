'use client'
import Link from 'next/link'
import { Card } from '@/components/card'
import { useFindFirstUser } from '@/generated/hooks/user'
import { paths } from '@/lib/paths'
import {
  columnOf,
  mayDo,
  modelNamed,
  type StudioField,
  type StudioModel,
  type StudioRow,
} from '@/lib/studio/models'
import { formFields } from '../form-values'
import { useStudioScope } from './studio-scope'
import { ValueView } from './value-view'

type RecordFactsProps = {
  model: StudioModel
  row: StudioRow
  /** Nothing can be changed, so every field is shown here. */
  all: boolean
}

/** The fields that stand fast: what only the server sets, and what is decided when a record is made. */
export function RecordFacts({ model, row, all }: RecordFactsProps) {
  const changeable = all ? [] : formFields(model, false)
  const fields = model.fields.filter((field) => !changeable.includes(field))
  return (
    <Card title={all ? 'Details' : 'Stays as it is'}>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {fields.map((field) => (
          <div key={field.name} className={field.multiline ? 'sm:col-span-2' : undefined}>
            <dt className="text-ink-muted text-xs">{field.label}</dt>
            <dd className="mt-0.5 min-h-5 [overflow-wrap:anywhere]">
              <Fact field={field} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Fact({ field, row }: { field: StudioField; row: StudioRow }) {
  const { slug, role } = useStudioScope()
  if (field.name === 'createdById') return <PersonName id={String(row.createdById)} />
  if (field.name === 'id') return <code className="text-[0.8125rem]">{row.id}</code>
  const target = field.kind === 'link' ? modelNamed(field.type) : undefined
  const other = row[columnOf(field)]
  if (target && other && mayDo(role, target, 'read')) {
    return (
      <Link
        href={paths.record(slug, target.address, String(other))}
        className="underline underline-offset-2"
      >
        <ValueView field={field} row={row} />
      </Link>
    )
  }
  return <ValueView field={field} row={row} />
}

function PersonName({ id }: { id: string }) {
  const { data } = useFindFirstUser({ where: { id }, select: { id: true, name: true } })
  if (data === undefined) return '…'
  return <span dir="auto">{data?.name ?? 'Somebody who is no longer a member'}</span>
}
