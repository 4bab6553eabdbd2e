import { system } from '../db/system'
import { TRASH_DAYS } from './trash-days'

const BATCH = 200

/** Deletes for good, in all spaces, what has been in the trash for long enough; in the trail as the system. */
export async function emptyTrash(now = Date.now()): Promise<void> {
  const before = new Date(now - TRASH_DAYS * 24 * 60 * 60 * 1000)
  const where = { trashedAt: { lt: before } }
  for (;;) {
    const files = await system.file.findMany({ where, select: { id: true }, take: BATCH })
    if (files.length === 0) break
    await system.file.deleteMany({ where: { id: { in: files.map(({ id }) => id) }, ...where } })
  }
  // One by one: each takes along what is in it.
  for (const { id } of await system.folder.findMany({ where, select: { id: true }, take: BATCH })) {
    await system.folder.deleteMany({ where: { id, ...where } })
  }
}
