'use client'
import { ChevronRight, CornerLeftUp, Folder } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { FailedState } from '@/components/failed-state'
import { KeysetPager } from '@/components/keyset-pager'
import { toast } from '@/components/toast'
import { useFindManyFolder } from '@/generated/hooks/folder'
import type { Folder as FolderRow } from '@/generated/zenstack/client'
import { errorInfo } from '@/lib/error-info'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import { type Item, placeOf } from '../item'
import { byName, folderPage, PAGE_SIZE } from '../queries'
import { useItems } from '../use-items'

type Place = { id: string | null; name: string }
const TOP: Place = { id: null, name: 'Files' }

type MoveDialogProps = { item: Item; onClose: () => void }

/** Moves a folder or file to a place that is found by going from folder to folder. */
export function MoveDialog({ item, onClose }: MoveDialogProps) {
  const { change } = useItems()
  const [way, setWay] = useState<Place[]>([TOP])
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()
  const here = way.at(-1) ?? TOP

  function go(next: Place[]) {
    setFailure(undefined)
    setWay(next)
  }

  async function move() {
    setPending(true)
    try {
      await change(item, { place: here.id })
      onClose()
      toast.success(`Moved to ${here.name}`, item.name)
    } catch (error) {
      setFailure(errorInfo(error).message)
      setPending(false)
    }
  }

  return (
    <Dialog
      title={`Move ${item.name}`}
      description="Go to the folder that it should be in."
      open
      onOpenChange={(open) => !open && onClose()}
    >
      <div className="grid gap-3">
        <div className="flex min-h-9 items-center gap-2">
          {way.length > 1 && (
            <Button size="sm" onClick={() => go(way.slice(0, -1))}>
              <CornerLeftUp aria-hidden />
              Up
            </Button>
          )}
          <p className="min-w-0 break-words font-medium" aria-live="polite">
            <span className="sr-only">You are in </span>
            {way.map(({ name }) => name).join(' / ')}
          </p>
        </div>
        <Places
          // Each folder has its own pages.
          key={here.id}
          at={here.id}
          without={item}
          onGo={(place) => go([...way, place])}
        />
        <div role="alert" className="empty:hidden">
          {failure && <p className="text-danger-ink">{failure}</p>}
        </div>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            variant="primary"
            pending={pending}
            disabled={here.id === placeOf(item)}
            onClick={() => void move()}
          >
            Move to {here.name}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}

type PlacesProps = { at: string | null; without: Item; onGo: (place: Place) => void }

/** The folders inside a folder, but for the one that is moved. */
function Places({ at, without, onGo }: PlacesProps) {
  const pages = useKeysetPages<FolderRow>(byName, PAGE_SIZE)
  const folders = useFindManyFolder(folderPage(at, pages.position))
  const page = pages.pageOf(folders.data)
  const rows = page?.rows.filter(({ id }) => id !== without.id)
  if (folders.error && !rows) {
    return <FailedState error={folders.error} onRetry={() => void folders.refetch()} />
  }
  return (
    <div className="max-h-64 overflow-y-auto rounded-md border" aria-busy={!rows || undefined}>
      {rows?.length === 0 && <p className="p-3 text-ink-muted">No folders in here.</p>}
      <ul>
        {rows?.map(({ id, name }) => (
          <li key={id} className="border-b last:border-b-0">
            <button
              type="button"
              onClick={() => onGo({ id, name })}
              className="flex min-h-11 w-full items-center gap-2.5 px-3 py-1.5 text-start hover:bg-hover focus-visible:-outline-offset-2"
            >
              <Folder aria-hidden className="size-4 shrink-0 text-accent-ink" />
              <span dir="auto" className="min-w-0 flex-1 break-words">
                {name}
              </span>
              <ChevronRight aria-hidden className="size-4 text-ink-faint rtl:-scale-x-100" />
            </button>
          </li>
        ))}
      </ul>
      {page?.pager && <KeysetPager {...page.pager} />}
    </div>
  )
}
