'use client'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Primitive } from 'radix-ui'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { type CommandGroup, type CommandItem, CommandList } from './command-list'
import { dialogScrim } from './dialog-style'
import { type AsyncSearch, useAsyncSearch } from './use-async-search'

export type CommandMenuProps = {
  /** What can be reached without a search; filtered by what is typed. */
  groups: CommandGroup[]
  /** Finds more on the server: studies, participants. Its groups come below the fixed ones. */
  onSearch?: AsyncSearch<CommandGroup>
  placeholder?: string
}

/**
 * The command menu and the button that opens it; Ctrl+K or ⌘K opens it from anywhere. It knows
 * nothing of the product: what it offers comes in as groups.
 */
export function CommandMenu({ groups, onSearch, placeholder = 'Go to…' }: CommandMenuProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const remote = useAsyncSearch(onSearch)

  useEffect(() => {
    function toggle(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      // Radix marks the body while a dialog is open; a second one above it would confuse both.
      const busy = document.body.hasAttribute('data-scroll-locked')
      setOpen((previous) => !previous && !busy)
    }
    document.addEventListener('keydown', toggle)
    return () => document.removeEventListener('keydown', toggle)
  }, [])

  function changeOpen(next: boolean) {
    setOpen(next)
    setQuery('')
    remote.reset()
  }

  function choose(item: CommandItem) {
    changeOpen(false)
    if (item.href !== undefined) router.push(item.href)
    else item.onSelect()
  }

  return (
    <Primitive.Root open={open} onOpenChange={changeOpen}>
      <Primitive.Trigger asChild>
        <Button
          variant="ghost"
          aria-keyshortcuts="Control+K Meta+K"
          className="text-ink-muted max-sm:size-11 max-sm:px-0 sm:w-60 sm:justify-start sm:border sm:border-control/60 sm:bg-surface sm:px-2.5 sm:font-normal"
        >
          <Search aria-hidden />
          <span className="max-sm:sr-only">Search or go to…</span>
          <kbd
            aria-hidden
            className="ms-auto rounded-sm bg-subtle px-1.5 font-sans text-2xs text-ink-muted max-sm:hidden"
          >
            Ctrl K
          </kbd>
        </Button>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Overlay className={dialogScrim} />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto w-full max-w-xl overflow-hidden bg-raised shadow-float outline-none animate-pop-in sm:top-[12dvh] sm:rounded-xl"
        >
          <Primitive.Title className="sr-only">Search or go to</Primitive.Title>
          <CommandList
            groups={groups}
            found={remote.results}
            status={query === '' ? 'idle' : remote.status}
            query={query}
            onQueryChange={(next) => {
              setQuery(next)
              if (next.trim() === '') remote.reset()
              else void remote.search(next.trim())
            }}
            onChoose={choose}
            placeholder={placeholder}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
