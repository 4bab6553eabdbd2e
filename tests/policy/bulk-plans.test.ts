import { beforeAll, expect, it, vi } from 'vitest'
import type { Identity } from '@/lib/auth/identity'
import { bulkWrite } from '@/lib/db/bulk'
import { system } from '@/lib/db/system'
import { createStudy } from '../support/factories'
import { createWorld, type World } from '../support/personas'
import { asOwner } from './audit-trail'

/** What PostgreSQL reads for rows written in bulk, by its own count: plans, not seconds. */

let world: World
let coordinator: Identity

beforeAll(async () => {
  world = await createWorld()
  coordinator = { userId: world.as.coordinator.userId ?? '', spaceId: world.a.space.id }
})

/** Rows of participants and their history that PostgreSQL has read and written, by its own count. */
async function rowsSoFar(): Promise<{ read: number; written: number }> {
  const [rows] = await system.$queryRaw<{ read: number; written: number }[]>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as read,
      sum(n_tup_ins)::float8 as written
    from pg_stat_user_tables where relname in ('Participant', 'StatusEvent')`
  return rows ?? { read: 0, written: 0 }
}

it('reads a few rows for each of 10,000 that it writes, into a table without statistics too', async () => {
  const study = await createStudy(world.a.space)
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    studyId: study.id,
    code: `N-${index}`,
    status: 'ENROLLED' as const,
    baseline: { height: 150 + (index % 50), site: 'north' },
  }))
  const before = await rowsSoFar()
  await bulkWrite(coordinator, ({ insert }) => insert('participant', rows), { timeout: 60_000 })
  expect(await system.participant.count({ where: { studyId: study.id } })).toBe(10_000)
  expect(await system.statusEvent.count({ where: { studyId: study.id } })).toBe(10_000)
  // PostgreSQL counts its work a moment after the transaction.
  const counted = async () => (await rowsSoFar()).written - before.written >= 20_000
  await vi.waitUntil(counted, { timeout: 60_000 })
  const { read } = await rowsSoFar()
  // A plan that reads the study's rows for each new one reads a hundred million.
  expect(read - before.read, 'rows read for 10,000').toBeLessThan(500_000)
})

it('reads a few rows for each into a new study of a table with many small ones', async () => {
  await asOwner(async (sql) => {
    // Without what the triggers would do for each.
    await sql(`set session_replication_role = replica`)
    await sql(`insert into "Participant" (id, "createdById", "updatedAt", "spaceId", "studyId", code)
      select gen_random_uuid(), 'x', now(), 's' || n / 10, 't' || n / 5, n from generate_series(1, 20000) n`)
    await sql(`analyze "Participant"`)
  })
  const { id: studyId } = await createStudy(world.a.space)
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ studyId, code: `M-${index}` }))
  const before = await rowsSoFar()
  await bulkWrite(coordinator, ({ insert }) => insert('participant', rows))
  const counted = async () => (await rowsSoFar()).written - before.written >= 6_000
  await vi.waitUntil(counted, { timeout: 60_000 })
  // Reading the study's rows for each new one is four and a half million.
  expect((await rowsSoFar()).read - before.read).toBeLessThan(100_000)
})
