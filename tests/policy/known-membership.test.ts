import { beforeAll, expect, test } from 'vitest'
import metadata from '@/generated/zenstack/model-meta'
import { isTenantModel } from '@/lib/db/bulk-model'
import { withMembershipOnce } from '@/lib/db/known-membership'
import {
  type Question,
  questionOf,
  type Statement,
  statementsOf,
  valuesOf,
} from '@/lib/db/known-shapes'
import type { Heard } from '@/lib/db/pool'
import { NEVER, readRule } from '@/lib/db/rules'
import { app, appPool, systemPool } from '@/lib/db/system'
import { createIsolatedWorld, type World } from '../isolation/world'
import type { PersonaName } from '../support/personas'

/** A rule that asks for the membership once lets through what it lets through by the record. */

let world: World
beforeAll(async () => {
  world = await createIsolatedWorld()
})

const inside: PersonaName[] = ['owner', 'coordinator', 'viewer']
const outside: PersonaName[] = ['expired admin', 'removed admin', 'stranger', 'owner of B']

type Asked = { before: Statement; after: Statement; question: Question }

/** What Prisma asks for all that somebody who acts in space A may read of a model, and what is asked instead. */
async function asked(model: string, who: PersonaName): Promise<Asked | undefined> {
  const identity = { userId: world.as[who].userId ?? '', spaceId: world.a.spaceId }
  const rule = readRule(model, identity)
  if (rule === NEVER) return undefined
  const args = { where: { AND: [{}, rule] }, select: { id: true }, orderBy: { id: 'asc' } }
  const heard: Heard[] = []
  const delegate = Reflect.get(app, model) as { findMany(args: object): Promise<object[]> }
  await appPool.heard.run(heard, async () => await delegate.findMany(args))
  const question = questionOf(model, 'findMany', args) as Question
  const [before] = statementsOf(heard, question) ?? []
  if (!before) throw new Error(`Not understood: ${heard[0]?.text}`)
  return { before, after: withMembershipOnce(before, model, args, question), question }
}

/** As the owner of the tables, so that nothing but the rule decides. */
async function idsOf(statement: Statement, { values }: Question): Promise<string[]> {
  const { rows } = await systemPool.query<{ id: string }>({
    text: statement.text,
    values: valuesOf(statement, values),
  })
  return rows.map(({ id }) => id)
}

const models = Object.keys(metadata.models).filter(isTenantModel)

test.each(models)('%s', async (model) => {
  for (const who of [...inside, ...outside]) {
    const found = await asked(model, who)
    if (!found) continue
    const { before, after, question } = found
    expect(before.text).toContain('JOIN "public"."Space"')
    expect(after.text).not.toContain('JOIN')
    const ids = await idsOf(after, question)
    expect(ids, who).toEqual(await idsOf(before, question))
    if (outside.includes(who)) expect(ids, who).toEqual([])
  }
})

test('members find records this way', async () => {
  const { after, question } = (await asked('participant', 'viewer')) as Asked
  expect(await idsOf(after, question)).not.toEqual([])
})

test('where the space does not stand fast, nothing is changed', () => {
  const text =
    'SELECT FROM "public"."Participant" LEFT JOIN "public"."Space" AS "j0" ON ("j0"."id") = ("public"."Participant"."spaceId") WHERE ("j0"."id" IS NOT NULL)'
  const statement: Statement = { text, values: [{ number: 0, form: 'same' }] }
  const after = (where: object) =>
    withMembershipOnce(
      statement,
      'participant',
      { where },
      {
        ...{ key: '', values: ['s'], constants: new Set(), single: false },
      },
    ).text
  expect(after({ AND: [{ code: 's' }, { AND: [{ spaceId: { equals: 's' } }] }] })).not.toBe(text)
  expect(after({ OR: [{ spaceId: 's' }, { code: 's' }] })).toBe(text)
  expect(after({ NOT: { spaceId: 's' } })).toBe(text)
  expect(after({ spaceId: { not: 's' } })).toBe(text)
  expect(after({ spaceId: 'other' })).toBe(text)
})
