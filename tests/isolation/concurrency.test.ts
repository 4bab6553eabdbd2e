import { beforeAll, expect, test } from 'vitest'
import { type Db, type DbTransaction, openDoor } from '@/lib/db/door'
import { createSpace, createStudy } from '../support/factories'
import { countCase } from './cases'

/** Identities share connections, ticks and batches; what each of them gets they do not share. */

const IDENTITIES = 50
const REQUESTS = 500

type Own = { id: string; spaceId: string; key: string; db: Db }

async function createOwn(): Promise<Own> {
  const space = await createSpace()
  const study = await createStudy(space)
  const db = openDoor({ userId: space.owner.id, spaceId: space.id })
  return { id: study.id, spaceId: space.id, key: study.key, db }
}

let owns: Own[]
beforeAll(async () => {
  owns = await Promise.all(Array.from({ length: IDENTITIES }, createOwn))
})

/** On a busy machine the last of so many wait long for a connection. */
const PATIENT = { maxWait: 90_000, timeout: 90_000 }

type Request = (own: Own, other: Own) => Promise<unknown>

/** Each answers with the ids of what it found, of which only one's own may be among them. */
const requests: Record<string, Request> = {
  findUnique: async ({ db, id }) => [await db.study.findUnique({ where: { id } })],
  'findUnique of another': async ({ db, id }, other) => [
    await db.study.findUnique({ where: { id: other.id } }),
    await db.study.findUnique({ where: { id } }),
  ],
  'findUnique by key': async ({ db, spaceId, key }) => [
    await db.study.findUnique({ where: { spaceId_key: { spaceId, key } } }),
  ],
  findFirst: async ({ db }) => [await db.study.findFirst()],
  findMany: ({ db }) => db.study.findMany(),
  count: async ({ db, id }) => Array.from({ length: await db.study.count() }, () => ({ id })),
  transaction: ({ db }, other) =>
    db.$transaction(async (tx: DbTransaction) => {
      const none = await tx.study.findFirst({ where: { id: other.id } })
      return [none, ...(await tx.study.findMany())]
    }, PATIENT),
  'write in a transaction': ({ db, id }, other) =>
    db.$transaction(async (tx: DbTransaction) => {
      const { count } = await tx.study.updateMany({
        where: { id: { in: [id, other.id] } },
        data: { ethicsRef: id },
      })
      expect(count).toBe(1)
      return tx.study.findMany({ where: { ethicsRef: id } })
    }, PATIENT),
}

test(`${REQUESTS} requests of ${IDENTITIES} identities at once each get their own rows`, async () => {
  const kinds = Object.entries(requests)
  const answers = Array.from({ length: REQUESTS }, async (_, at) => {
    countCase()
    const own = owns[at % IDENTITIES] as Own
    const other = owns[(at + 1) % IDENTITIES] as Own
    const [name, ask] = kinds[Math.floor(at / IDENTITIES + at) % kinds.length] as [string, Request]
    const found = ((await ask(own, other)) as ({ id: string } | null)[]).filter(Boolean)
    return { name, ids: found.map((row) => row?.id), expected: [own.id] }
  })
  for (const { name, ids, expected } of await Promise.all(answers)) {
    expect(ids, name).toEqual(expected)
  }
})

test('calls of one tick by many people are not merged into one', async () => {
  const found = await Promise.all(
    owns.map(({ db, id }) => {
      countCase()
      return db.study.findUnique({ where: { id }, select: { id: true } })
    }),
  )
  expect(found).toEqual(owns.map(({ id }) => ({ id })))
})
