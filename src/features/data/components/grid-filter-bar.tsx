'use client'
import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { IconButton } from '@/components/icon-button'
import { Popover } from '@/components/popover'
import { SearchInput } from '@/components/search-input'
import { formatDay } from '@/lib/format'
import {
  fieldNamed,
  modelNamed,
  type StudioField,
  type StudioModel,
  type StudioRow,
} from '@/lib/studio/models'
import { titleText } from '@/lib/studio/values'
import { type Filter, needsValue, testsOf } from '../filters'
import { type GridState, isFiltered } from '../list-state'
import { linkTitle } from '../queries'
import { FilterForm } from './filter-form'
import { useStudioScope } from './studio-scope'
import { useRecordQuery } from './use-records'

type GridFilterBarProps = {
  model: StudioModel
  state: GridState
  onChange: (part: Partial<GridState>) => void
}

/** Search and conditions of a grid, in words, each with a way to change it and to take it back. */
export function GridFilterBar({ model, state, onChange }: GridFilterBarProps) {
  const { filters } = state
  const replace = (at: number, ...by: Filter[]) =>
    onChange({ filters: filters.toSpliced(at, 1, ...by) })
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-md:basis-full">
      <SearchInput
        label={`Search ${model.plural.toLowerCase()}`}
        value={state.search}
        onSearch={(search) => onChange({ search })}
      />
      {filters.map((filter, at) => (
        <FilterChip
          // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be the same
          key={at}
          model={model}
          filter={filter}
          onChange={(next) => replace(at, next)}
          onRemove={() => replace(at)}
        />
      ))}
      <FilterPopover
        label="Add a filter"
        model={model}
        onDone={(filter) => onChange({ filters: [...filters, filter] })}
      >
        <Button size="sm" className="border-dashed">
          <ListFilter aria-hidden />
          Filter
        </Button>
      </FilterPopover>
      {isFiltered(state) && (
        <Button variant="ghost" size="sm" onClick={() => onChange({ search: '', filters: [] })}>
          Clear filters
        </Button>
      )}
    </div>
  )
}

type FilterPopoverProps = {
  label: string
  model: StudioModel
  filter?: Filter
  onDone: (filter: Filter) => void
  children: React.ReactElement
}

function FilterPopover({ label, model, filter, onDone, children }: FilterPopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={children}
      className="w-72 p-3"
    >
      <FilterForm
        model={model}
        filter={filter}
        onDone={(done) => {
          setOpen(false)
          onDone(done)
        }}
      />
    </Popover>
  )
}

type FilterChipProps = {
  model: StudioModel
  filter: Filter
  onChange: (filter: Filter) => void
  onRemove: () => void
}

function FilterChip({ model, filter, onChange, onRemove }: FilterChipProps) {
  const field = fieldNamed(model, filter.field)
  if (!field) return null
  return (
    <span className="inline-flex items-center rounded-md border bg-surface">
      <FilterPopover label="Change the filter" model={model} filter={filter} onDone={onChange}>
        <button
          type="button"
          className="h-7.5 max-w-72 truncate px-2.5 text-[0.8125rem] max-sm:h-10"
        >
          <span className="font-medium">{field.label}</span>{' '}
          {testsOf(field).find(({ value }) => value === filter.test)?.label}{' '}
          {needsValue(filter.test) && (
            <span dir="auto" className="text-accent-ink">
              {field.kind === 'link' ? (
                <LinkName field={field} id={filter.value} />
              ) : (
                filterText(field, filter.value)
              )}
            </span>
          )}
        </button>
      </FilterPopover>
      <IconButton label={`Remove the filter on ${field.label}`} size="sm" onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </span>
  )
}

function LinkName({ field, id }: { field: StudioField; id: string }) {
  const { zone } = useStudioScope()
  const target = modelNamed(field.type)
  const { data, isLoading } = useRecordQuery<StudioRow | null>(
    target ?? { name: field.type },
    'findFirst',
    target ? linkTitle(target, id) : {},
    // Looking at some records is recorded; they are not looked at by the way.
    { enabled: target !== undefined && !target.readsRecorded },
  )
  if (target && data) return titleText(target, data, zone)
  return isLoading ? '…' : 'a record that is not shown here'
}

function filterText(field: StudioField, value: string): string {
  switch (field.kind) {
    case 'choice':
      return value
        .split(',')
        .map((one) => field.choices?.find((choice) => choice.value === one)?.label ?? one)
        .join(' or ')
    case 'boolean':
      return value === 'true' ? 'yes' : 'no'
    case 'day':
    case 'instant':
      return formatDay(value)
    default:
      return value
  }
}
