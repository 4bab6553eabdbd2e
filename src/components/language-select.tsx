'use client'
import { languageName, languageOptions } from '@/lib/languages'
import { Combobox, type ComboboxProps } from './combobox'

export type LanguageSelectProps = Omit<ComboboxProps, 'options' | 'onSearch' | 'valueLabel'> & {
  /** Tags that cannot be chosen, because they have been already. */
  without?: readonly string[]
}

const options = languageOptions()

/** Chooses a language; its value is the BCP-47 tag. Stands inside a `Field`. */
export function LanguageSelect({ value = '', without = [], ...props }: LanguageSelectProps) {
  return (
    <Combobox
      placeholder="Choose a language"
      {...props}
      value={value}
      options={options.filter((option) => !without.includes(option.value))}
      valueLabel={value && languageName(value)}
      searchPlaceholder="Search languages"
    />
  )
}
