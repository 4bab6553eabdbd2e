'use client'
import { ChevronsUpDown, LayoutGrid, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Button } from '@/components/button'
import { type CommandGroup, CommandList } from '@/components/command-list'
import { Popover } from '@/components/popover'
import { useAsyncSearch } from '@/components/use-async-search'
import { paths } from '@/lib/paths'
import { useRowSearch } from '@/lib/query/use-row-search'
import { type OwnSpace, ownSpaces } from '../queries'

export type SpaceSwitcherProps = { userId: string; current: { slug: string; name: string } }

/** Names the space one is in, and leads to the others: last used first, the rest by search. */
export function SpaceSwitcher({ userId, current }: SpaceSwitcherProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const findRows = useRowSearch()
  const spaces = useAsyncSearch((search, signal) =>
    findRows<OwnSpace>('spaceUser', ownSpaces(userId, search), signal),
  )

  function changeOpen(next: boolean) {
    setOpen(next)
    setQuery('')
    if (next) void spaces.search('', 0)
    else spaces.reset()
  }

  return (
    <Popover
      label="Change space"
      open={open}
      onOpenChange={changeOpen}
      className="w-80 overflow-hidden p-0"
      trigger={
        <Button variant="ghost" className="w-full max-w-72 justify-start px-2 text-ink">
          <Avatar name={current.name} shape="square" className="size-6" />
          <span className="sr-only">Space:</span>
          <span dir="auto" className="truncate">
            {current.name}
          </span>
          <ChevronsUpDown aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      <CommandList
        groups={[]}
        found={[spaceGroup(spaces.results, current.slug), moreGroup]}
        status={spaces.status}
        query={query}
        onQueryChange={(next) => {
          setQuery(next)
          void spaces.search(next.trim())
        }}
        onChoose={(item) => {
          changeOpen(false)
          if (item.href) router.push(item.href)
        }}
        placeholder="Search your spaces"
      />
    </Popover>
  )
}

function spaceGroup(memberships: OwnSpace[], currentSlug: string): CommandGroup {
  return {
    heading: 'Your spaces',
    items: memberships.map(({ space: { slug, name } }) => ({
      id: `space ${slug}`,
      label: name,
      hint: slug === currentSlug ? 'You are here' : undefined,
      icon: <Avatar name={name} shape="square" className="size-6" />,
      href: paths.space(slug),
    })),
  }
}

const moreGroup: CommandGroup = {
  heading: 'More',
  items: [
    { id: 'new', label: 'New space', icon: <Plus />, href: paths.newSpace },
    { id: 'all', label: 'All your spaces', icon: <LayoutGrid />, href: paths.spaces },
  ],
}
