import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import metadata from '@/generated/zenstack/model-meta'
import { guardOperation, isModel } from '@/lib/db/query-guard'
import { readRule } from '@/lib/db/rules'

const identity = { userId: 'somebody', spaceId: 'somewhere' }

type Filter = Record<string, unknown>

const fieldsOf = (model: string) => Object.values(metadata.models[model]?.fields ?? {})
const targetOf = (type: string) => type.charAt(0).toLowerCase() + type.slice(1)

/** Any filter on a model: columns, relations in each form, and combinators, nested. */
function anyFilter(model: string, depth: number): fc.Arbitrary<Filter> {
  const column = fc.constant<Filter>({ id: 'x' })
  if (depth === 0) return column
  const inner = fc.array(
    fc.constant(null).chain(() => anyFilter(model, depth - 1)),
    { minLength: 1, maxLength: 2 },
  )
  const combined = fc
    .tuple(fc.constantFrom('AND', 'OR', 'NOT'), inner)
    .map(([key, list]): Filter => ({ [key]: list.length === 1 ? list[0] : list }))
  const relations = fieldsOf(model).filter(({ isDataModel }) => isDataModel)
  const related = fc.constantFrom(...relations).chain(({ name, type, isArray }) => {
    const forms = isArray ? ['some', 'every', 'none'] : ['is', 'isNot', '']
    return fc
      .tuple(fc.constantFrom(...forms), anyFilter(targetOf(type), depth - 1))
      .map(([form, filter]): Filter => ({ [name]: form ? { [form]: filter } : filter }))
  })
  return fc.oneof(column, combined, related)
}

/** How many relations a filter looks at. */
function countRelations(value: unknown): number {
  if (Array.isArray(value))
    return value.reduce<number>((sum, part) => sum + countRelations(part), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + Number(names.has(key)) + countRelations(part),
    0,
  )
}

const names = new Set(
  Object.keys(metadata.models).flatMap((model) =>
    fieldsOf(model).flatMap(({ name, isDataModel }) => (isDataModel ? [name] : [])),
  ),
)

const text = (value: unknown) => JSON.stringify(value, (_, part) => part)
/** Rules hold the moment at which they were made. */
const timeless = (value: unknown) => text(value).replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"now"')

describe('filters on relations', () => {
  test('each, at any depth, gets the read rule of the model that it looks at', () => {
    const models = ['study', 'participant', 'user', 'space', 'spaceUser', 'arm', 'statusEvent']
    const anyQuestion = fc
      .constantFrom(...models)
      .chain((model) => fc.tuple(fc.constant(model), anyFilter(model, 4)))
    fc.assert(
      fc.property(anyQuestion, ([model, where]) => {
        const guarded = timeless(guardOperation(model, 'findMany', { where }, identity))
        const marked = guarded.split('"userId":{"equals":"somebody"}').length - 1
        expect(marked).toBeGreaterThanOrEqual(countRelations(where))
      }),
    )
  })

  test('a filter on columns stays as it is', () => {
    const where = { AND: [{ title: { contains: 'x' } }], OR: [{ key: 'a' }], NOT: { key: 'b' } }
    expect(guardOperation('study', 'findMany', { where }, identity).args).toEqual({ where })
  })

  test('the given arguments are not changed', () => {
    const args = {
      where: { participants: { some: { identity: { is: { email: 'x' } } } } },
      include: { participants: { where: { arm: { is: { key: 'x' } } } } },
    }
    const before = text(args)
    guardOperation('study', 'findMany', args, identity)
    expect(text(args)).toBe(before)
  })

  test('inside include, select and counts too', () => {
    const where = { identity: { is: { email: 'x' } } }
    const rule = timeless(readRule('participantIdentity', identity))
    for (const args of [
      { include: { participants: { where } } },
      { select: { participants: { where } } },
      { select: { participants: { select: { study: { include: { participants: { where } } } } } } },
      { select: { _count: { select: { participants: { where } } } } },
    ]) {
      expect(timeless(guardOperation('study', 'findMany', args, identity))).toContain(rule)
    }
  })
})

describe('what is not taken', () => {
  const refused: [string, string, object][] = [
    ['a cursor', 'findMany', { cursor: { id: 'x' } }],
    ['sorting by a relation', 'findMany', { orderBy: { space: { name: 'asc' } } }],
    ['sorting by a count', 'findMany', { orderBy: [{ arms: { _count: 'asc' } }] }],
    ['counting everything', 'findMany', { select: { _count: true } }],
    ['null as a relation', 'findMany', { where: { space: null } }],
    ['null inside a relation', 'findMany', { where: { space: { is: null } } }],
    ['a nested write', 'update', { where: { id: 'x' }, data: { arms: { deleteMany: {} } } }],
    ['another space', 'create', { data: { spaceId: 'elsewhere', key: 'x', title: 'x' } }],
    ['skipping duplicates', 'createMany', { data: [], skipDuplicates: true }],
    ['a list as a query', 'findMany', []],
    ['a list as a filter', 'findMany', { where: [] }],
  ]

  test.each(refused)('%s', (_, operation, args) => {
    expect(() => guardOperation('study', operation, args, identity)).toThrow(
      expect.objectContaining({ name: 'Rejection' }),
    )
  })

  test('undefined is as absent as for Prisma', () => {
    const args = { where: undefined, cursor: undefined, orderBy: undefined, include: undefined }
    expect(() => guardOperation('study', 'findMany', args, identity)).not.toThrow()
    const nothing = { where: { space: undefined } }
    expect(guardOperation('study', 'findMany', nothing, identity).args).toEqual({ where: {} })
  })
})

test('only models of the schema are models', () => {
  expect(isModel('participantIdentity')).toBe(true)
  for (const name of ['Study', 'toString', '__proto__', 'constructor', '$queryRaw', '']) {
    expect(isModel(name)).toBe(false)
  }
})

describe('the rule of a model', () => {
  test('without any is never true, whatever it is combined with', () => {
    for (const model of ['credential', 'session', 'rateLimit']) {
      // Prisma drops `{ OR: [] }` from an AND, so it must not stand for "nothing".
      expect(text(readRule(model, identity))).not.toMatch(/"OR":\[\]|"AND":\[\]/)
    }
  })

  test('without a space is nothing for what belongs to one', () => {
    expect(text(readRule('study', { userId: 'somebody' }))).not.toMatch(/"OR":\[\]|"AND":\[\]/)
  })
})
