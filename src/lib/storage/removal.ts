import type { StrayObject } from '@/generated/prisma/client'
import { system } from '../db/system'
import { openDisk, removeEmptyFolder } from './disk'
import { emptyTrash } from './trash'

/**
 * Removes objects that no file has. Each stands in the table StrayObject: an upload writes it there
 * before its first byte, a trigger when a file is deleted. So whatever dies at whatever moment, the
 * object is either that of a file or on this list.
 */

const BATCH = 50
/** Of a try that nobody reported on: the server died with it. */
const RETRY_SECONDS = 60
const ROUND_MS = 30_000

let underWay: Promise<void> | undefined
let askedAgain = false

/** Removes what is due without making anybody wait. Calls during a run lead to one more run. */
export function removeSoon(): void {
  if (underWay) {
    askedAgain = true
    return
  }
  underWay = removeStrayObjects()
    .catch(() => {
      // The database is away; the list is in it and waits for the next round.
    })
    .finally(() => {
      underWay = undefined
      if (!askedAgain) return
      askedAgain = false
      removeSoon()
    })
}

/** Empties the trash and removes objects, now and from time to time as long as the process lives. */
export function keepRemoving(): void {
  removeSoon()
  setInterval(() => {
    emptyTrash().then(removeSoon, removeSoon)
  }, ROUND_MS).unref()
}

/** Removes every object that is due. Any number of servers may do so at once. */
export async function removeStrayObjects(): Promise<void> {
  for (let batch = await takeBatch(); batch.length > 0; batch = await takeBatch()) {
    const disk = await openDisk()
    for (const { key } of batch) {
      await disk.delete(key).then(
        () => system.strayObject.deleteMany({ where: { key } }),
        (error: Error) =>
          system.strayObject.updateMany({ where: { key }, data: { lastError: error.message } }),
      )
    }
    await removeFoldersOf(batch)
  }
}

/** Takes what is due, to be tried again after 1, 2, 4 ... minutes, at most 8 hours, and never given up. */
function takeBatch(): Promise<StrayObject[]> {
  return system.$queryRaw<StrayObject[]>`
    update "StrayObject"
    set "takenAt" = coalesce("takenAt", now()), attempts = attempts + 1,
        "dueAt" = now() + make_interval(secs => ${RETRY_SECONDS} * least(2 ^ attempts, 480))
    where key in (
      select key from "StrayObject" where "dueAt" <= now()
      order by "dueAt" limit ${BATCH} for update skip locked
    )
    returning *`
}

async function removeFoldersOf(batch: StrayObject[]): Promise<void> {
  const ids = [...new Set(batch.map(({ key }) => key.split('/')[0] ?? ''))]
  const spaces = await system.space.findMany({ where: { id: { in: ids } }, select: { id: true } })
  const alive = new Set(spaces.map(({ id }) => id))
  for (const id of ids) if (id && !alive.has(id)) await removeEmptyFolder(id)
}
