'use client'
import { Check } from 'lucide-react'
import { Badge } from '@/components/badge'
import { modelNamed, type StudioField } from '@/lib/studio/models'
import { readableText, titleText } from '@/lib/studio/values'
import { useStudioScope } from './studio-scope'

type ValueViewProps = { field: StudioField; row: Record<string, unknown> }

/** The value of a field of a record, as people read it. */
export function ValueView({ field, row }: ValueViewProps) {
  const { zone } = useStudioScope()
  const value = row[field.name]
  if (field.kind === 'boolean' && value === true) {
    return (
      <>
        <Check aria-hidden className="size-4 text-accent-ink" />
        <span className="sr-only">Yes</span>
      </>
    )
  }
  const text = valueText(field, row, zone)
  if (field.kind === 'choice' && text) return <Badge>{text}</Badge>
  return <span dir="auto">{text}</span>
}

/** The same as text; of a link what the other record is called. */
export function valueText(field: StudioField, row: Record<string, unknown>, zone: string): string {
  if (field.kind !== 'link') return readableText(field, row[field.name], zone)
  const target = modelNamed(field.type)
  const other = row[field.name] as Record<string, unknown> | null | undefined
  if (other && target) return titleText(target, other, zone)
  return row[field.column ?? ''] ? 'Not shown here' : ''
}
