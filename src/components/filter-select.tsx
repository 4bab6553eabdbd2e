'use client'
import { ChevronDown } from 'lucide-react'
import { Button } from './button'
import { cn } from './cn'
import { Menu, MenuCheckItem, MenuItem, MenuSeparator } from './dropdown-menu'

export type FilterSelectProps = {
  /** What is filtered: "Status". */
  label: string
  options: { value: string; label: string }[]
  /** The chosen values; none means no filter. */
  value: string[]
  onChange: (value: string[]) => void
}

/** Narrows a list to one or several values of a kind. */
export function FilterSelect({ label, options, value, onChange }: FilterSelectProps) {
  const chosen = options.filter((option) => value.includes(option.value))
  const first = chosen[0]
  const summary = chosen.length > 1 ? `${chosen.length} chosen` : first?.label

  function toggle(option: string, checked: boolean) {
    onChange(checked ? [...value, option] : value.filter((other) => other !== option))
  }

  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" className={cn('border-dashed', first && 'border-solid')}>
          {label}
          {summary && (
            <span dir="auto" className="max-w-40 truncate font-normal text-accent-ink">
              {summary}
            </span>
          )}
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      {options.map((option) => (
        <MenuCheckItem
          key={option.value}
          checked={value.includes(option.value)}
          onCheckedChange={(checked) => toggle(option.value, checked)}
        >
          <span dir="auto">{option.label}</span>
        </MenuCheckItem>
      ))}
      {first && (
        <>
          <MenuSeparator />
          <MenuItem className="ps-8" onSelect={() => onChange([])}>
            Clear
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
