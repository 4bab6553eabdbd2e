'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { commandInput, commandItem, commandNote } from './command-style'

export type CommandItem = {
  /** Unique among all items of the menu. */
  id: string
  label: string
  /** Small text at the end: the key of a study, the name of a space. */
  hint?: string
  icon?: ReactNode
  /** Other words by which it is found. */
  keywords?: string[]
} & ({ href: string } | { href?: undefined; onSelect: () => void })

export type CommandGroup = { heading: string; items: CommandItem[] }

export type CommandListProps = {
  /** Filtered here by what is typed. */
  groups: CommandGroup[]
  /** Found on the server: shown as they come. */
  found: CommandGroup[]
  status: 'idle' | 'loading' | 'ready' | 'failed'
  query: string
  onQueryChange: (query: string) => void
  onChoose: (item: CommandItem) => void
  placeholder: string
}

/** The inside of the command menu: a search field and what it finds. */
export function CommandList({
  groups,
  found,
  status,
  query,
  onQueryChange,
  onChoose,
  placeholder,
}: CommandListProps) {
  const shown = [...groups.map((group) => keepMatching(group, query)), ...found].filter(
    (group) => group.items.length > 0,
  )
  return (
    // Filtering is ours: cmdk would rank the server's answers by its own idea of likeness.
    <Command shouldFilter={false} loop label="Search or go to">
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={onQueryChange}
          placeholder={placeholder}
          className={cn(commandInput, 'h-13')}
        />
      </div>
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5" label="Results">
        {shown.map((group) => (
          <Command.Group
            key={group.heading}
            heading={group.heading}
            className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-ink-muted **:[[cmdk-group-heading]]:text-xs"
          >
            {group.items.map((item) => (
              <Command.Item
                key={item.id}
                value={item.id}
                onSelect={() => onChoose(item)}
                className={commandItem}
              >
                {item.icon && (
                  <span aria-hidden className="text-ink-muted">
                    {item.icon}
                  </span>
                )}
                <span dir="auto" className="min-w-0 truncate">
                  {item.label}
                </span>
                {item.hint && (
                  <span className="ms-auto shrink-0 text-ink-muted text-xs">{item.hint}</span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <Outcome status={status} query={query} shown={shown} />
    </Command>
  )
}

type OutcomeProps = Pick<CommandListProps, 'status' | 'query'> & { shown: CommandGroup[] }

/** How the search stands. Outside the list, which may hold nothing but its options. */
function Outcome({ status, query, shown }: OutcomeProps) {
  const count = shown.reduce((sum, group) => sum + group.items.length, 0)
  if (status === 'failed') {
    return (
      <p role="alert" className={commandNote}>
        The search did not work. Change a letter to try again.
      </p>
    )
  }
  const loading = status === 'loading'
  return (
    <p
      role="status"
      className={cn(commandNote, count > 0 && (loading ? 'border-t py-3' : 'sr-only'))}
    >
      {loading && 'Searching…'}
      {!loading && (count > 0 ? `${count} results` : `Nothing found for “${query}”.`)}
    </p>
  )
}

/** Keeps the items of which label, hint or keywords contain every typed word. */
function keepMatching(group: CommandGroup, query: string): CommandGroup {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const items = group.items.filter((item) => {
    const text = [item.label, item.hint, ...(item.keywords ?? [])].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return { ...group, items }
}
