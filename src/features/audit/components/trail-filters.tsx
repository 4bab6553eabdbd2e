'use client'
import { X } from 'lucide-react'
import { Button } from '@/components/button'
import { DayRangeFilter } from '@/components/day-range-filter'
import { FilterBar } from '@/components/filter-bar'
import { FilterSelect } from '@/components/filter-select'
import { useFindManySpaceUser } from '@/generated/hooks/space-user'
import type { SpaceScope } from '@/lib/auth/membership'
import { isFiltered, noFilter, type TrailFilter } from '../list-state'
import { memberNames } from '../queries'
import { type Action, actionOptions, entityKind, SYSTEM } from '../words'

type TrailFiltersProps = {
  space: Pick<SpaceScope, 'id'>
  filter: TrailFilter
  onChange: (part: Partial<TrailFilter>) => void
  /** Models to choose from. */
  entities: string[]
  /** What the chosen record is called, as far as it is known. */
  recordName: string
}

/** Who, what, when and which records. */
export function TrailFilters({ space, filter, onChange, entities, recordName }: TrailFiltersProps) {
  const { who, what, entity, record, from, to } = filter
  return (
    <FilterBar active={isFiltered(filter)} onClear={() => onChange(noFilter)}>
      <OneOf
        label="Who"
        options={usePeople(space.id, who)}
        value={who}
        onChange={(who) => onChange({ who })}
      />
      <OneOf
        label="What"
        options={actionOptions}
        value={what}
        onChange={(chosen) => onChange({ what: chosen as Action | '' })}
      />
      <OneOf
        label="Records"
        options={entities.map((value) => ({ value, label: entityKind(value) }))}
        value={entity}
        onChange={(entity) => onChange({ entity })}
      />
      <DayRangeFilter
        label="When"
        title="Recorded between"
        from={from}
        to={to}
        onChange={onChange}
      />
      {record && (
        <Button size="sm" className="min-w-0" onClick={() => onChange({ record: '' })}>
          <span className="sr-only">Show all records again, not only</span>
          <span dir="auto" className="max-w-60 truncate font-normal text-accent-ink">
            {recordName}
          </span>
          <X aria-hidden className="text-ink-faint" />
        </Button>
      )}
    </FilterBar>
  )
}

type Option = { value: string; label: string }
type OneOfProps = {
  label: string
  options: Option[]
  value: string
  onChange: (value: string) => void
}

/** A filter of which one value at most is chosen; choosing it again takes it back. */
function OneOf({ label, options, value, onChange }: OneOfProps) {
  return (
    <FilterSelect
      label={label}
      options={options}
      value={value ? [value] : []}
      onChange={(chosen) => onChange(chosen.find((one) => one !== value) ?? '')}
    />
  )
}

/** The members by name, and the system; somebody else can be chosen from an event of theirs. */
function usePeople(spaceId: string, who: string): Option[] {
  const { data: members = [] } = useFindManySpaceUser(memberNames(spaceId))
  const options = members
    .map(({ userId, user }) => ({ value: userId, label: user.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
  options.push({ value: SYSTEM, label: 'The system' })
  if (who && members.length > 0 && !options.some(({ value }) => value === who)) {
    options.push({ value: who, label: 'A former member' })
  }
  return options
}
