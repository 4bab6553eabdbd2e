import { readFileSync } from 'node:fs'
import * as runtime from '@prisma/client/runtime/query_compiler_bg.postgresql.mjs'
import { wasm } from '@prisma/client/runtime/query_compiler_bg.postgresql.wasm-base64.mjs'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cachePlans, planCacheUse, stopCachingPlans } from '@/lib/db/plan-cache'
import { fill, holesOf } from '@/lib/db/plan-holes'

/** The very compiler that the clients use, without a database. */
let compiler: runtime.QueryCompiler

beforeAll(() => {
  const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'))
  const imports = runtime as unknown as WebAssembly.ModuleImports
  const instance = new WebAssembly.Instance(module, { './query_compiler_bg.js': imports })
  runtime.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: start } = instance.exports
  ;(start as () => void)()
  compiler = compilerOf()
})

afterEach(stopCachingPlans)

const compilerOf = () =>
  new runtime.QueryCompiler({
    datamodel: readFileSync('prisma/schema.prisma', 'utf8'),
    provider: 'postgres',
    connectionInfo: { supportsRelationJoins: true },
  })

const compile = (query: object) => compiler.compile(JSON.stringify(query))
const rule = (userId: string) => ({
  space: { is: { members: { some: { userId, role: { in: ['OWNER', 'ADMIN'] } } } } },
})
const list = (studyId: string, userId = 'u', take = 25) => ({
  modelName: 'Participant',
  action: 'findMany',
  query: {
    arguments: { where: { AND: [{ studyId }, rule(userId)] }, orderBy: [{ code: 'asc' }], take },
    selection: { id: true, code: true },
  },
})

describe('plans that are kept', () => {
  test('a shape that was seen and proven is not compiled again', () => {
    const expected = compile(list('other', 'somebody'))
    cachePlans()
    for (let time = 0; time < 8; time++) compile(list(`study-${time}`, `user-${time}`))
    const { hits } = planCacheUse
    expect(compile(list('other', 'somebody'))).toEqual(expected)
    expect(planCacheUse.hits).toBe(hits + 1)
  })

  test('so is one with an instant that came as a text, as marks of pages do', () => {
    const pageAfter = (createdAt: string) => ({
      modelName: 'Participant',
      action: 'findMany',
      query: {
        arguments: { where: { createdAt, id: { lt: 'x' } }, orderBy: [{ id: 'desc' }] },
        selection: { id: true },
      },
    })
    const last = pageAfter('2026-11-22T17:58:22.040Z')
    const expected = compile(last)
    cachePlans()
    for (let day = 10; day < 18; day++) compile(pageAfter(`2026-01-${day}T10:00:00.123Z`))
    const { hits } = planCacheUse
    expect(compile(last)).toEqual(expected)
    expect(planCacheUse.hits).toBe(hits + 1)
  })

  test('what is no text or instant belongs to the shape', () => {
    cachePlans()
    for (let time = 0; time < 8; time++) compile(list('s', 'u', 25))
    const { hits } = planCacheUse
    const larger = compile(list('s', 'u', 26))
    expect(planCacheUse.hits).toBe(hits)
    stopCachingPlans()
    expect(larger).toEqual(compile(list('s', 'u', 26)))
  })

  test('the same value twice is another shape than two values', () => {
    cachePlans()
    for (let time = 0; time < 8; time++) compile(list(`a${time}`, `b${time}`))
    const { hits } = planCacheUse
    compile(list('same', 'same'))
    expect(planCacheUse.hits).toBe(hits)
  })

  test('an error of the compiler stays an error, and spoils nothing', () => {
    const unknown = { ...list('s'), modelName: 'Nothing' }
    cachePlans()
    for (let time = 0; time < 4; time++) expect(() => compile(unknown)).toThrow()
    for (let time = 0; time < 8; time++) compile(list('s'))
    expect(compile(list('s'))).toMatchObject({ type: 'dataMap' })
  })

  test('half a character is left to the compiler, which refuses it', () => {
    cachePlans()
    for (let time = 0; time < 8; time++) compile(list('s'))
    expect(() => compile(list('\ud800'))).toThrow(/hex escape/)
  })

  test('shared parts of a plan cannot be changed by who got it', () => {
    cachePlans()
    for (let time = 0; time < 8; time++) compile(list('s'))
    const plan = compile(list('s')) as { args: { structure: { type: string } } }
    expect(() => {
      plan.args.structure.type = 'other'
    }).toThrow(TypeError)
  })
})

describe('places of values in a plan', () => {
  test('a value that is part of another text is not one', () => {
    expect(holesOf({ args: ['%abc%'] }, ['abc'])).toBeUndefined()
  })
  test('a value that does not occur is not one', () => {
    expect(holesOf({ args: ['abc'] }, ['abc', 'def'])).toBeUndefined()
  })
  test('each value stands where it stood, and nowhere else', () => {
    const plan = { sql: ['a', { args: ['x', 'y', 'x'] }], fixed: { deep: [1] } }
    const holes = holesOf(plan, ['x', 'y'])
    expect(fill(plan, holes ?? {}, ['1', '2'])).toEqual({
      sql: ['a', { args: ['1', '2', '1'] }],
      fixed: { deep: [1] },
    })
  })
})

/** Texts that a compiler could take for something else, and many others. */
const text = fc.oneof(
  fc.constantFrom('', '%', '_', '\\', "'", '"', '$1', 'OWNER', 'asc', 'null', '2026-01-01', '\0'),
  fc.constantFrom('2026-01-01T00:00:00.000Z', '@generated$row0$id', '{"a":1}', 'a', 'b'),
  fc.uuid(),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const instant = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('9000-01-01') })
  .map((date) => ({ $type: 'DateTime', value: date.toISOString() }))
const condition = fc.oneof(
  text.map((code) => ({ code })),
  fc.array(text, { maxLength: 4 }).map((ids) => ({ id: { in: ids } })),
  text.map((part) => ({ code: { contains: part, mode: 'insensitive' } })),
  text.map((part) => ({ code: { startsWith: part } })),
  text.map((armId) => ({ armId: { not: armId } })),
  instant.map((date) => ({ createdAt: { gte: date } })),
  instant.map((date) => ({ enrolledOn: { lt: date } })),
  fc.constantFrom('ENROLLED', 'LOST', 'NONSENSE').map((status) => ({ status })),
  text.map((key) => ({ study: { is: { key } } })),
  text.map(rule),
  fc.tuple(text, text).map(([locale, value]) => ({
    baseline: { path: [locale], equals: { $type: 'Json', value: JSON.stringify(value) } },
  })),
)
const where = fc.oneof(
  condition,
  fc.array(condition, { maxLength: 3 }).map((parts) => ({ AND: parts })),
  fc.array(condition, { minLength: 1, maxLength: 2 }).map((parts) => ({ OR: parts })),
  condition.map((part) => ({ NOT: part })),
)
const selection = fc.constantFrom<object>(
  { id: true, code: true },
  { $scalars: true, $composites: true },
  { id: true, study: { arguments: {}, selection: { key: true } } },
)
const data = fc.record(
  { code: text, locale: text, exitReason: text, enrolledAt: instant, isTest: fc.boolean() },
  { requiredKeys: ['code'] },
)
const keys = { studyId: text, spaceId: text, createdById: text }
const query = fc.oneof(
  fc.record({ where, selection, take: fc.integer({ min: 1, max: 3 }) }).map((parts) => ({
    modelName: 'Participant',
    action: 'findMany',
    query: {
      arguments: { where: parts.where, take: parts.take, orderBy: [{ id: 'asc' }] },
      selection: parts.selection,
    },
  })),
  fc.record({ data, keys: fc.record(keys), selection }).map((parts) => ({
    modelName: 'Participant',
    action: 'createOne',
    query: { arguments: { data: { ...parts.data, ...parts.keys } }, selection: parts.selection },
  })),
  fc.record({ data, where }).map((parts) => ({
    modelName: 'Participant',
    action: 'updateMany',
    query: { arguments: parts, selection: { count: true } },
  })),
  fc.record({ where }).map((parts) => ({
    modelName: 'Participant',
    action: 'deleteMany',
    query: { arguments: parts, selection: { count: true } },
  })),
)

/** A shape, again and again with other values: what would be cached wrongly, is, sooner or later. */
const family = fc.tuple(
  query,
  fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { minLength: 8, maxLength: 8 }),
)

function vary(value: unknown, texts: string[], next = { at: 0 }, slotted = false): unknown {
  if (typeof value === 'string' && slotted) return texts[next.at++ % texts.length]
  if (typeof value !== 'object' || value === null || '$type' in value) return value
  if (Array.isArray(value)) return value.map((inner) => vary(inner, texts, next, slotted))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ['mode', 'status', 'path', 'role'].includes(key)
        ? inner
        : vary(inner, texts, next, slotted || key === 'where' || key === 'data'),
    ]),
  )
}

test('with the cache or without, every query has the same plan', { timeout: 60_000 }, () => {
  const outcome = (asked: object) => {
    try {
      return { plan: compile(asked) }
    } catch (error) {
      return { error: String(error) }
    }
  }
  fc.assert(
    fc.property(family, ([seed, variants]) => {
      const queries = [seed, ...variants.map((texts) => vary(seed, texts) as object)]
      const plain = queries.map(outcome)
      cachePlans()
      const cached = queries.map(outcome)
      stopCachingPlans()
      expect(cached).toEqual(plain)
    }),
    { numRuns: 120 },
  )
  // Otherwise nothing was shown.
  expect(planCacheUse.hits).toBeGreaterThan(100)
})
