'use client'
import { Combobox, type ComboboxProps } from './combobox'

export type TimeZoneSelectProps = Omit<ComboboxProps, 'options' | 'onSearch' | 'valueLabel'>

// Browsers differ in whether they list UTC.
const options = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}))

/** Chooses an IANA time zone by its name. Stands inside a `Field`. */
export function TimeZoneSelect({ value = '', ...props }: TimeZoneSelectProps) {
  return (
    <Combobox
      {...props}
      value={value}
      options={options}
      valueLabel={value.replaceAll('_', ' ')}
      placeholder="Choose a time zone"
      searchPlaceholder="Search time zones"
      emptyText="No such time zone. Try the name of a large city."
    />
  )
}
