import { beforeAll, describe, expect, test } from 'vitest'
import { spaceModels, type Table } from '@/generated/tenancy'
import { asOwner, eventsOf } from '../policy/audit-trail'
import type { Columns } from '../policy/operations'
import { countCase } from './cases'
import { changeOf, type Row } from './rows'
import { delegate } from './scene'
import { createIsolatedWorld, type World } from './world'

/**
 * What is done to a row of any model of a space stands in the audit trail of that space, whoever does
 * it: asked past all rules, for every model that the schema has.
 */

let world: World
beforeAll(async () => {
  world = await createIsolatedWorld()
})

const recorded = spaceModels.filter((table) => table.recorded)

/** The events of one row that `work` leads to. */
async function recordedOf(table: Table, work: () => Promise<Row>) {
  countCase()
  let row: Row | undefined
  const events = await eventsOf(world.a.spaceId, async () => {
    row = await work()
  })
  const own = events.filter(({ entity, entityId }) => entity === table.name && entityId === row?.id)
  return { row: row as Row, events: own.map(({ action, changes }) => ({ action, changes })) }
}

/** A change that gives a column the value that it has is none. */
function differing(change: Columns, row: Row): Columns {
  const [[column, value] = ['', null]] = Object.entries(change)
  if (JSON.stringify(row[column]) !== JSON.stringify(value)) return change
  return { [column]: value instanceof Date ? new Date(value.getTime() + 1000) : null }
}

describe.each(recorded.map((table) => [table.name, table] as const))('%s', (name, table) => {
  test('has its rows in the trail when they are made, changed and deleted', async () => {
    const made = await recordedOf(table, () => world.a.create(table))
    expect(made.events).toMatchObject([{ action: 'create' }])
    if (table.appendOnly) return
    const where = { id: made.row.id }
    const data = differing(changeOf(table), made.row)
    const change = () => delegate(table).update({ where, data }) as Promise<Row>
    const changed = await recordedOf(table, change)
    expect(changed.events).toMatchObject([{ action: 'update' }])
    expect(changed.events[0]?.changes).toHaveProperty(Object.keys(data)[0] ?? '')
    const remove = () => delegate(table).delete({ where }) as Promise<Row>
    expect((await recordedOf(table, remove)).events).toMatchObject([{ action: 'delete' }])
  })

  test('cannot be emptied at once', async () => {
    countCase()
    await expect(asOwner((sql) => sql(`truncate "${name}" cascade`))).rejects.toThrow('studyspace:')
  })
})
