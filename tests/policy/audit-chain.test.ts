import { beforeAll, describe, expect, test } from 'vitest'
import { deleteSpace } from '@/lib/auth/spaces'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { createSpace, createStudy, createUser, unique } from '../support/factories'
import { createWorld, type World } from '../support/personas'
import {
  asApplication,
  asOwner,
  eventsSince,
  inTransaction,
  type Sql,
  verified,
} from './audit-trail'

/** The trail can be added to and nothing else, and it shows when somebody managed to change it. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

describe('nobody changes the trail', () => {
  const attempts: Record<string, string> = {
    'change an event': `update "AuditEvent" set action = 'create'`,
    'delete events': 'delete from "AuditEvent"',
    'empty the events': 'truncate "AuditEvent"',
    'change a link': 'update "AuditLink" set hash = previous',
    'delete links': 'delete from "AuditLink"',
    'empty the links': 'truncate "AuditLink"',
  }
  const forged: Record<string, string> = {
    'add an event': `insert into "AuditEvent" select (e).* from (select e from "AuditEvent" e limit 1) x`,
    'add a link': `insert into "AuditLink" select (l).* from (select l from "AuditLink" l limit 1) x`,
    'call what writes events': 'select studyspace_audit()',
    'call what seals': 'select studyspace_audit_seal()',
    'call what refuses changes': 'select studyspace_append_only()',
    'record a change as a read': `select studyspace_audit_read('update', 'Study', '{x}', '{}')`,
    'switch a trigger off': 'alter table "AuditEvent" disable trigger append_only',
    'switch all triggers off': `set session_replication_role = 'replica'`,
  }

  test.each(Object.entries({ ...attempts, ...forged }))(
    'the application cannot %s',
    async (_, text) => {
      const before = await eventsSince(world.a.space.id)
      const owner = { userId: world.as.owner.userId, spaceId: world.a.space.id }
      await asApplication(owner, async (sql) => {
        await expect(sql(text)).rejects.toThrow()
      })
      expect(await eventsSince(world.a.space.id)).toEqual(before)
    },
  )

  test.each(Object.entries(attempts))('the owner of the tables cannot %s', async (_, text) => {
    await expect(asOwner((sql) => sql(text))).rejects.toThrow('studyspace:append_only:')
  })

  test('the application cannot record a read in a space that it is not in', async () => {
    const nowhere = { userId: world.as.owner.userId, spaceId: world.b.space.id }
    await asApplication(nowhere, async (sql) => {
      await expect(
        sql(`select studyspace_audit_read('reveal', 'Study', '{x}', '{}')`),
      ).rejects.toThrow('studyspace:audit_read:')
    })
  })

  test('nor keep its own events out of the chain', async () => {
    const space = await createSpace()
    await createStudy(space, { key: 'one' })
    await asApplication({ userId: space.owner.id, spaceId: space.id }, async (sql) => {
      await sql('begin')
      await sql(
        `select set_config('studyspace.audit',
           jsonb_build_object('transaction', pg_current_xact_id()::text, $1::text, 'none')::text, true)`,
        [space.id],
      )
      await sql(`update "Study" set title = 'Unseen'`)
      await sql('set constraints all immediate')
      await sql(`update "Study" set title = 'Unseen again'`)
      await sql('commit')
    })
    expect(await verified(space.id)).toMatchObject({ faults: [] })
    expect((await eventsSince(space.id)).slice(-2).map(({ action }) => action)).toEqual([
      'update',
      'update',
    ])
  })
})

describe('the chain', () => {
  test('counts the events of a space, and ends with the hash of the last link', async () => {
    const { a } = world
    const { events, links, head, faults } = await verified(a.space.id)
    expect(faults).toEqual([])
    expect(events).toBe(await system.auditEvent.count({ where: { spaceId: a.space.id } }))
    const last = await system.auditLink.findFirst({
      where: { spaceId: a.space.id },
      orderBy: { number: 'desc' },
    })
    expect({ links, head }).toEqual({ links: last?.number, head: last?.hash })
  })

  test('has no gap after 50 people write at once', async () => {
    const space = await createSpace()
    const before = (await verified(space.id)).links
    const db = openDoor({ userId: space.owner.id, spaceId: space.id })
    await Promise.all(
      Array.from({ length: 50 }, () => db.study.create({ data: { key: unique('k'), title: 'T' } })),
    )
    expect(await verified(space.id)).toMatchObject({ faults: [], links: before + 50 })
  })

  test('has one link for a transaction in two spaces, in each of them', async () => {
    const [one, two] = [await createSpace(), await createSpace()]
    const former = [(await verified(one.id)).links, (await verified(two.id)).links]
    await system.$transaction(async (tx) => {
      for (const space of [one, two, one, two]) {
        await tx.study.create({
          data: { spaceId: space.id, createdById: 'nobody', key: unique('k'), title: 'T' },
        })
      }
    })
    const now = [await verified(one.id), await verified(two.id)]
    expect(now.map(({ faults }) => faults)).toEqual([[], []])
    expect(now.map(({ links }) => links - 1)).toEqual(former)
  })

  test('seals what is written after a part was taken back', async () => {
    const space = await createSpace()
    const study = await createStudy(space)
    const rename = (sql: Sql, title: string) =>
      sql('update "Study" set title = $1 where id = $2', [title, study.id])
    await inTransaction(async (sql) => {
      await sql('savepoint first')
      await rename(sql, 'Taken back')
      await sql('rollback to first')
      await rename(sql, 'Kept')
      await sql('savepoint second')
      await rename(sql, 'Taken back too')
      await sql('rollback to second')
    })
    expect((await verified(space.id)).faults).toEqual([])
    const last = (await eventsSince(space.id)).at(-1)
    expect(last?.changes).toEqual({ title: ['A study', 'Kept'] })
  })

  test('is whole while others are writing', async () => {
    const space = await createSpace()
    const db = openDoor({ userId: space.owner.id, spaceId: space.id })
    const writing = Array.from({ length: 20 }, () =>
      db.study.create({ data: { key: unique('k'), title: 'T' } }),
    )
    const looks = await Promise.all(Array.from({ length: 5 }, () => verified(space.id)))
    await Promise.all(writing)
    expect(looks.flatMap(({ faults }) => faults)).toEqual([])
  })

  test('goes with its space, and leaves a line behind', async () => {
    const owner = await createUser()
    const space = await createSpace({ owner })
    await createStudy(space, { status: 'DRAFT' })
    const { links, head } = await verified(space.id)
    expect(await deleteSpace(owner, space.slug, space.name)).toEqual({ ok: true })
    expect(await system.auditEvent.count({ where: { spaceId: space.id } })).toBe(0)
    expect(await system.auditLink.count({ where: { spaceId: space.id } })).toBe(0)
    expect(await system.deletedSpace.findUnique({ where: { id: space.id } })).toMatchObject({
      slug: space.slug,
      deletedById: owner.id,
      links,
      hash: head,
    })
  })
})
