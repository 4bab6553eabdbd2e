import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { roleOf } from '@/lib/db/app-role'
import { connectTo } from '@/lib/db/connect-to'
import { type Mutation, mutationsOf } from '../../scripts/mutations/mutations'
import { databaseUrl } from '../support/database'

/** `npm run isolation:mutations` takes hours; here each mutation is only seen to be one. */

const schema = await readFile('schema.zmodel', 'utf8')
const mutations = mutationsOf(schema, tables)

let client: Awaited<ReturnType<typeof connectTo>>
beforeAll(async () => {
  client = await connectTo(databaseUrl)
})
afterAll(() => client.end())

/** Runs it as prisma/tenancy.sql would be run, and takes it back. */
async function apply(sql: string): Promise<void> {
  await client.query('begin')
  try {
    const app = roleOf(inject('server').appUrl)
    await client.query(`select set_config('studyspace.app_role', $1, true)`, [app])
    await client.query(sql)
  } finally {
    await client.query('rollback')
  }
}

test('no two have the same name', () => {
  const names = mutations.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

describe('each takes something away', () => {
  test.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    '%s',
    async (_, mutation: Mutation) => {
      if ('sql' in mutation) await apply(mutation.sql)
      else expect(mutation.rewrite(schema)).not.toBe(schema)
    },
  )
})

test('every table of a space loses its fence once', () => {
  for (const { name } of tables.filter(({ inSpace }) => inSpace)) {
    const off = mutations.find((mutation) => mutation.name === `${name}: row-level security off`)
    expect(off).toMatchObject({ layer: 'policy' })
  }
})
