import { expect, test } from 'vitest'
import { deleteSpace } from '@/lib/auth/spaces'
import { system } from '@/lib/db/system'
import { createUser } from '../support/factories'
import { expectNothingChanged, expectSpaceUnchanged } from '../support/matchers'
import { createWorld } from '../support/personas'

/** Deleting a space takes everything in it along, and nothing else. */

type Column = { table: string }

async function tablesOfSpaces(): Promise<string[]> {
  const columns = await system.$queryRaw<Column[]>`
    select table_name::text as table from information_schema.columns
    where table_schema = current_schema() and column_name = 'spaceId'`
  return columns.map(({ table }) => table)
}

async function countRows(spaceId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of await tablesOfSpaces()) {
    const [row] = await system.$queryRawUnsafe<{ count: number }[]>(
      `select count(*)::int as count from "${table}" where "spaceId" = $1`,
      spaceId,
    )
    counts[table] = row?.count ?? 0
  }
  return counts
}

test('a space with rows of every kind leaves nothing behind, and the other space stays', async () => {
  const { a, b, as } = await createWorld()
  const before = await countRows(a.space.id)
  expect(
    Object.values(before).every((count) => count > 0),
    JSON.stringify(before),
  ).toBe(true)
  const people = await system.user.count()
  const owner = { id: as.owner.userId ?? '', name: 'Owner', email: 'owner@people.example' }
  const admin = { ...owner, id: as.admin.userId ?? '' }

  await expectNothingChanged(async () => {
    expect(await deleteSpace(admin, a.space.slug, a.space.name)).toMatchObject({ ok: false })
    expect(await deleteSpace(owner, a.space.slug, 'Another name')).toMatchObject({ ok: false })
    expect(await deleteSpace(owner, b.space.slug, b.space.name)).toMatchObject({ ok: false })
  })

  await expectSpaceUnchanged(b.space.id, async () => {
    expect(await deleteSpace(owner, a.space.slug, a.space.name)).toEqual({ ok: true })
  })
  expect(await system.space.findUnique({ where: { id: a.space.id } })).toBeNull()
  const after = await countRows(a.space.id)
  expect(
    Object.values(after).every((count) => count === 0),
    JSON.stringify(after),
  ).toBe(true)
  // People stay: they may belong elsewhere, and their names stand in what they did.
  expect(await system.user.count()).toBe(people)
})

test('a person is not deleted while a membership remains', async () => {
  const { as } = await createWorld()
  await expectNothingChanged(async () => {
    await expect(system.user.delete({ where: { id: as.viewer.userId } })).rejects.toThrow()
  })
  expect(await system.user.delete({ where: { id: (await createUser()).id } })).toBeTruthy()
})
