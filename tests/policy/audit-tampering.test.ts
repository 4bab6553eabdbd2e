import { describe, expect, test } from 'vitest'
import { createSpace, createStudy } from '../support/factories'
import { inTransaction, type Sql, verified } from './audit-trail'

/**
 * Whoever owns the database can switch every guard off; the chain tells what they did. Each test makes
 * a trail of a few links, changes it by hand and looks at it.
 */

/** A space whose trail has seven links or so, each with one event. */
async function createTrail() {
  const space = await createSpace()
  for (const key of ['one', 'two', 'three', 'four', 'five']) await createStudy(space, { key })
  expect((await verified(space.id)).faults).toEqual([])
  return space
}

/** Works on the trail of a space with the guards off, and verifies it. */
async function tampered(work: (sql: Sql, spaceId: string) => Promise<unknown>) {
  const { id } = await createTrail()
  await inTransaction(async (sql) => {
    for (const table of ['AuditEvent', 'AuditLink']) {
      await sql(`alter table "${table}" disable trigger user`)
    }
    await work(sql, id)
    for (const table of ['AuditEvent', 'AuditLink']) {
      await sql(`alter table "${table}" enable trigger user`)
    }
  })
  return await verified(id)
}

const DOES_NOT_FIT = 'its hash does not fit: it or one of its events was changed, added or removed'
const IN_LINK_4 = `"linkId" = (select id from "AuditLink" where "spaceId" = $1 and number = 4)`

describe('it shows when', () => {
  const changes: Record<string, string> = {
    'the actor': `"createdById" = 'somebody else'`,
    'the time': `"createdAt" = "createdAt" + interval '1 millisecond'`,
    'the action': `action = 'delete'`,
    'the model': `entity = 'Arm'`,
    'the row': `"entityId" = 'another'`,
    'a value': `changes = changes || '{"title": "Another"}'`,
    'the reason': `reason = 'None'`,
    'the request': `"requestId" = 'None'`,
  }

  test.each(Object.entries(changes))('%s of an event is changed', async (_, change) => {
    const { faults } = await tampered((sql, id) =>
      sql(`update "AuditEvent" set ${change} where ${IN_LINK_4}`, [id]),
    )
    expect(faults).toEqual([{ link: 4, problem: DOES_NOT_FIT }])
  })

  test('an event is deleted', async () => {
    const { faults } = await tampered((sql, id) =>
      sql(`delete from "AuditEvent" where ${IN_LINK_4}`, [id]),
    )
    expect(faults).toEqual([
      { link: 4, problem: 'it was sealed with 1 event and has 0' },
      { link: 4, problem: DOES_NOT_FIT },
    ])
  })

  const copyInto = (link: string) => `
    insert into "AuditEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", action, entity, "entityId", changes, "linkId", opens)
    select 'added-' || "spaceId", "createdAt", "updatedAt", "createdById", "spaceId", action, entity, "entityId", changes, ${link}, false
    from "AuditEvent" where ${IN_LINK_4}`

  test('an event is added to a link', async () => {
    const { faults } = await tampered((sql, id) => sql(copyInto('"linkId"'), [id]))
    expect(faults).toEqual([
      { link: 4, problem: 'it was sealed with 1 event and has 2' },
      { link: 4, problem: DOES_NOT_FIT },
    ])
  })

  test('an event is added without a link', async () => {
    const { faults } = await tampered((sql, id) => sql(copyInto(`'none'`), [id]))
    expect(faults).toMatchObject([
      { event: expect.stringContaining('added-'), problem: 'belongs to no link' },
    ])
  })

  test('an event is moved to another link', async () => {
    const { faults } = await tampered((sql, id) =>
      sql(
        `update "AuditEvent" set "linkId" =
           (select id from "AuditLink" where "spaceId" = $1 and number = 5) where ${IN_LINK_4}`,
        [id],
      ),
    )
    expect(new Set(faults.map(({ link }) => link))).toEqual(new Set([4, 5]))
  })

  test('two links change places', async () => {
    const { faults } = await tampered(async (sql, id) => {
      for (const [from, to] of [
        [3, -1],
        [4, 3],
        [-1, 4],
      ]) {
        await sql(`update "AuditLink" set number = $3 where "spaceId" = $1 and number = $2`, [
          id,
          from,
          to,
        ])
      }
    })
    expect(new Set(faults.map(({ link }) => link))).toEqual(new Set([3, 4, 5]))
  })

  test('a hash is changed', async () => {
    const { faults } = await tampered((sql, id) =>
      sql(`update "AuditLink" set hash = 'ff' where "spaceId" = $1 and number = 4`, [id]),
    )
    expect(faults).toEqual([
      { link: 4, problem: DOES_NOT_FIT },
      { link: 5, problem: 'it does not continue the link before it' },
    ])
  })

  test('links are removed from the middle or the beginning', async () => {
    const removed = (numbers: string) =>
      tampered(async (sql, id) => {
        const links = `(select id from "AuditLink" where "spaceId" = $1 and number in (${numbers}))`
        await sql(`delete from "AuditEvent" where "linkId" in ${links}`, [id])
        await sql(`delete from "AuditLink" where id in ${links}`, [id])
      })
    expect((await removed('4')).faults).toEqual([{ link: 5, problem: 'link 4 is missing' }])
    expect((await removed('1, 2')).faults).toEqual([
      { link: 3, problem: 'links 1 to 2 are missing' },
    ])
  })

  test('a link is removed and its events stay', async () => {
    const { faults } = await tampered((sql, id) =>
      sql(`delete from "AuditLink" where "spaceId" = $1 and number = 4`, [id]),
    )
    expect(faults).toMatchObject([
      { link: 5, problem: 'link 4 is missing' },
      { event: expect.any(String), problem: 'belongs to no link' },
    ])
  })
})

test('that the end of the trail was cut off is known to who wrote its head down', async () => {
  const { id } = await createTrail()
  const whole = await verified(id)
  await inTransaction(async (sql) => {
    const last = `(select id from "AuditLink" where "spaceId" = $1 order by number desc limit 1)`
    await sql('alter table "AuditEvent" disable trigger user')
    await sql('alter table "AuditLink" disable trigger user')
    await sql(`delete from "AuditEvent" where "linkId" = ${last}`, [id])
    await sql(`delete from "AuditLink" where id = ${last}`, [id])
    await sql('alter table "AuditEvent" enable trigger user')
    await sql('alter table "AuditLink" enable trigger user')
  })
  const rest = await verified(id)
  expect(rest.faults).toEqual([])
  expect(rest.head).not.toBe(whole.head)
  expect((await verified(id, whole.head)).faults).toEqual([
    { problem: `No link has the hash ${whole.head} any more` },
  ])
  expect((await verified(id, rest.head)).faults).toEqual([])
})
