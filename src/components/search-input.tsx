'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cn } from './cn'
import { IconButton } from './icon-button'
import { Input } from './input'

const PAUSE_MS = 300

export type SearchInputProps = {
  /** What is searched: "Search participants by code". Shown as placeholder as well. */
  label: string
  /** The search in force, usually from the address. */
  value: string
  /** Called after a pause in typing, and at once on Enter and on clearing. */
  onSearch: (value: string) => void
  className?: string
}

/** A search field that waits for a pause in typing. */
export function SearchInput({ label, value, onSearch, className }: SearchInputProps) {
  const [draft, setDraft] = useState(value)
  const [sent, setSent] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const field = useRef<HTMLInputElement>(null)

  // Follow a search that was changed elsewhere (Back button, "clear filters"); but the echo of
  // what was sent from here must not overwrite the letters typed since.
  if (value !== seen) {
    setSeen(value)
    if (value !== sent) {
      setSent(value)
      setDraft(value)
    }
  }

  // A timer outlives the component, and would then change the address of another page.
  useEffect(() => () => clearTimeout(timer.current), [])

  function send(next: string) {
    clearTimeout(timer.current)
    if (next === sent) return
    setSent(next)
    onSearch(next)
  }

  function type(next: string) {
    setDraft(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), PAUSE_MS)
  }

  return (
    <search
      className={cn('relative min-w-0 flex-1 max-sm:basis-full sm:min-w-48 sm:max-w-72', className)}
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-ink-faint"
      />
      <Input
        ref={field}
        aria-label={label}
        placeholder={label}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && send(draft)}
        className="h-8 ps-8 pe-8 max-sm:h-10"
      />
      {draft !== '' && (
        <IconButton
          label="Clear search"
          size="sm"
          className="absolute inset-y-0 end-1 my-auto size-6 max-sm:size-9"
          onClick={() => {
            setDraft('')
            send('')
            field.current?.focus()
          }}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </search>
  )
}
