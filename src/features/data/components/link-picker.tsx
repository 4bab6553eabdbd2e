'use client'
import type { ComponentProps } from 'react'
import { Combobox, type ComboboxOption } from '@/components/combobox'
import { useRowSearch } from '@/lib/query/use-row-search'
import {
  delegateName,
  modelNamed,
  type StudioField,
  type StudioModel,
  type StudioRow,
} from '@/lib/studio/models'
import { titleText } from '@/lib/studio/values'
import { linkChoices, linkTitle } from '../queries'
import { useStudioScope } from './studio-scope'
import { useRecordQuery } from './use-records'

/** Stands for no record: a list of choices has no empty one. */
const NONE = 'none'

type LinkPickerProps = Omit<
  ComponentProps<typeof Combobox>,
  'options' | 'onSearch' | 'onChange'
> & {
  field: StudioField
  /** The columns of the record that links, which may narrow the choice. */
  values: Record<string, unknown>
  /** With the id, or '' for none. */
  onChange?: (id: string) => void
}

/**
 * Chooses the record that a link leads to. It is asked through the door like everything else, so it
 * offers records of the same space only.
 */
export function LinkPicker(props: LinkPickerProps) {
  const target = modelNamed(props.field.type)
  return target ? <TargetPicker {...props} target={target} /> : null
}

function TargetPicker({
  target,
  field,
  values,
  value = '',
  onChange,
  ...props
}: LinkPickerProps & { target: StudioModel }) {
  const { zone } = useStudioScope()
  const search = useRowSearch()
  const narrowed = Object.fromEntries(
    (field.narrowedBy ?? []).map(({ column, references }) => [references, values[column]]),
  )
  const isOpen = Object.values(narrowed).every(Boolean)
  const args = (text: string) => linkChoices(target, text, narrowed)
  const first = useRecordQuery<StudioRow[]>(target, 'findMany', args(''), { enabled: isOpen })
  const chosen = useRecordQuery<StudioRow | null>(target, 'findFirst', linkTitle(target, value), {
    enabled: value !== '',
  })
  const optionsOf = (rows: StudioRow[]): ComboboxOption[] =>
    rows.map((row) => ({ value: row.id, label: titleText(target, row, zone) }))
  const one = target.label.toLowerCase()

  return (
    <Combobox
      {...props}
      disabled={props.disabled || !isOpen}
      value={value}
      valueLabel={labelOf(value, chosen, (row) => titleText(target, row, zone))}
      placeholder={isOpen ? `Choose: ${one}` : 'Choose the fields above first'}
      searchPlaceholder={`Search ${target.plural.toLowerCase()}`}
      options={[
        ...(field.nullable && value ? [{ value: NONE, label: `No ${one}` }] : []),
        ...optionsOf(first.data ?? []),
      ]}
      onSearch={async (text, signal) =>
        optionsOf(await search<StudioRow>(delegateName(target.name), args(text), signal))
      }
      emptyText={`There is no such ${one} in this space.`}
      onChange={(choice) => onChange?.(choice === NONE ? '' : choice)}
    />
  )
}

function labelOf(
  value: string,
  { data, isPending }: { data: StudioRow | null | undefined; isPending: boolean },
  name: (row: StudioRow) => string,
): string {
  if (value === '') return ''
  if (data) return name(data)
  return isPending ? '…' : 'Not shown here'
}
