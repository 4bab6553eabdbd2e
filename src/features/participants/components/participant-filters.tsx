'use client'
import { DayRangeFilter } from '@/components/day-range-filter'
import { FilterBar } from '@/components/filter-bar'
import { FilterSelect } from '@/components/filter-select'
import { SearchInput } from '@/components/search-input'
import { type ArmViewer, armName } from '@/features/studies/components/arm-label'
import type { Arm } from '@/generated/zenstack/client'
import { isFiltered, type ListState, NO_ARM } from '../list-state'
import { type ParticipantStatus, participantStatuses, participantStatusText } from '../status'

const statusOptions = participantStatuses.map((value) => ({
  value,
  label: participantStatusText[value].label,
}))
const kindOptions = [
  { value: 'real', label: 'Real participants' },
  { value: 'test', label: 'Test participants' },
]

type ParticipantFiltersProps = {
  state: ListState
  onChange: (part: Partial<ListState>) => void
  arms: Arm[]
  viewer: ArmViewer
}

/** Search and filters above the list of participants. */
export function ParticipantFilters({ state, onChange, arms, viewer }: ParticipantFiltersProps) {
  const { search, statuses, kind, from, to } = state
  const armOptions = arms.map((arm) => ({ value: arm.id, label: armName(arm, viewer) }))
  return (
    <FilterBar
      active={isFiltered(state)}
      onClear={() =>
        onChange({ search: '', statuses: [], arms: [], kind: undefined, from: '', to: '' })
      }
    >
      <SearchInput
        label="Search by code"
        value={search}
        onSearch={(text) => onChange({ search: text.trim() })}
      />
      <FilterSelect
        label="Status"
        options={statusOptions}
        value={statuses}
        onChange={(chosen) => onChange({ statuses: chosen as ParticipantStatus[] })}
      />
      {arms.length > 0 && (
        <FilterSelect
          label="Arm"
          options={[...armOptions, { value: NO_ARM, label: 'In no arm' }]}
          value={state.arms}
          onChange={(chosen) => onChange({ arms: chosen })}
        />
      )}
      <DayRangeFilter
        label="Enrolled"
        title="Enrolled between"
        from={from}
        to={to}
        onChange={onChange}
      />
      <FilterSelect
        label="Kind"
        options={kindOptions}
        value={kind ? [kind] : []}
        // Both kinds are the same as no filter.
        onChange={(chosen) =>
          onChange({ kind: chosen.length === 1 ? (chosen[0] as ListState['kind']) : undefined })
        }
      />
    </FilterBar>
  )
}
