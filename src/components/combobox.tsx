'use client'
import { Command } from 'cmdk'
import { Check, ChevronsUpDown } from 'lucide-react'
import { Popover as Primitive } from 'radix-ui'
import { type ComponentProps, useState } from 'react'
import { cn } from './cn'
import { commandInput, commandItem, commandNote } from './command-style'
import { controlHeight, controlStyle } from './control-style'
import { menuPanel } from './menu-style'
import { type AsyncSearch, useAsyncSearch } from './use-async-search'

export type ComboboxOption = { value: string; label: string; description?: string }

export type ComboboxProps = Omit<ComponentProps<'button'>, 'value' | 'onChange' | 'children'> & {
  /** The chosen option's value; '' shows the placeholder. Inside a `Field` both come from it. */
  value?: string
  onChange?: (value: string, option: ComboboxOption) => void
  /** All options, or with `onSearch` those to offer before anything is typed. */
  options?: ComboboxOption[]
  /** Finds options on the server. */
  onSearch?: AsyncSearch<ComboboxOption>
  /** Text of the chosen option when it is not among `options`. */
  valueLabel?: string
  placeholder?: string
  searchPlaceholder?: string
  /** What to say when nothing matches. */
  emptyText?: string
  /** Opens as soon as it is there. */
  defaultOpen?: boolean
  /** Called when it closes, with or without a choice. */
  onClose?: () => void
}

/** One choice of a long list that can be searched, here or on the server. */
export function Combobox({
  value = '',
  onChange,
  options = [],
  onSearch,
  valueLabel,
  placeholder = 'Choose…',
  searchPlaceholder = 'Search…',
  emptyText = 'Nothing found.',
  defaultOpen = false,
  onClose,
  className,
  ...trigger
}: ComboboxProps) {
  const [open, setOpen] = useState(defaultOpen)
  const [query, setQuery] = useState('')
  const remote = useAsyncSearch(onSearch)
  const searching = onSearch !== undefined && query !== ''
  const shown = searching ? remote.results : options
  // Kept from the moment of choosing: a found option is gone from the list when it opens again.
  const [chosen, setChosen] = useState<ComboboxOption>()
  const known = [...options, ...(chosen ? [chosen] : [])].find((option) => option.value === value)
  const label = known?.label ?? valueLabel ?? value

  function changeOpen(next: boolean) {
    setOpen(next)
    setQuery('')
    remote.reset()
    if (!next) onClose?.()
  }

  function choose(option: ComboboxOption) {
    setChosen(option)
    onChange?.(option.value, option)
    changeOpen(false)
  }

  return (
    <Primitive.Root open={open} onOpenChange={changeOpen}>
      <Primitive.Trigger
        {...trigger}
        role="combobox"
        aria-expanded={open}
        aria-haspopup="dialog"
        className={cn(
          controlStyle,
          controlHeight,
          'inline-flex items-center justify-between gap-2 text-start',
          className,
        )}
      >
        <span dir="auto" className={cn('truncate', label === '' && 'text-ink-faint')}>
          {label === '' ? placeholder : label}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={searchPlaceholder}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            menuPanel,
            'w-(--radix-popover-trigger-width) min-w-64 overflow-hidden p-0',
          )}
        >
          <Command shouldFilter={!onSearch} loop>
            <Command.Input
              value={query}
              onValueChange={(next) => {
                setQuery(next)
                void remote.search(next)
              }}
              placeholder={searchPlaceholder}
              className={cn(commandInput, 'h-10 border-b px-3')}
            />
            <Command.List className="max-h-72 overflow-y-auto p-1" label="Options">
              {searching && remote.status === 'loading' && (
                <Command.Loading className={commandNote}>Searching…</Command.Loading>
              )}
              {searching && remote.status === 'failed' && (
                <p role="alert" className={commandNote}>
                  The search did not work. Change a letter to try again.
                </p>
              )}
              {!(searching && remote.status !== 'ready') && (
                <Command.Empty className={commandNote}>{emptyText}</Command.Empty>
              )}
              {shown.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.description ?? '']}
                  onSelect={() => choose(option)}
                  className={commandItem}
                >
                  <span className="min-w-0 flex-1">
                    <span dir="auto" className="block truncate">
                      {option.label}
                    </span>
                    {option.description && (
                      <span className="block truncate text-ink-muted text-xs">
                        {option.description}
                      </span>
                    )}
                  </span>
                  {option.value === value && <Check aria-hidden className="text-accent-ink" />}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
