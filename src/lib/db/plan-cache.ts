import { randomBytes, randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { QueryCompiler } from '@prisma/client/runtime/query_compiler_bg.postgresql.mjs'
import { Prisma } from '@/generated/prisma/client'
import { Recent } from '../recent'
import { fill, type Holes, holesOf } from './plan-holes'
import { isInstant, isValue, Slots } from './slots'

/**
 * Prisma compiles every query anew, in WebAssembly, which is most of what a query costs. Queries of one
 * shape, that differ in texts and instants only, have one plan with other values in it: this cache keeps
 * such plans around `QueryCompiler#compile`.
 *
 * A wrong plan would be a wrong answer, so a shape is trusted only after its plan was filled in and
 * compared with what the compiler itself makes, for invented values and for real ones; one that ever
 * differs is never cached. Row-level security stands behind it all the same. Works for exactly the
 * version of Prisma that it was proven with (tests/unit/plan-cache.test.ts).
 */

const VERSION = '6.19.3'
/** Shapes that are kept. */
const SHAPES = 2_000
/** Longer queries are rows in bulk, of which hardly two are alike. */
const LONGEST_QUERY = 20_000
/** Real uses that are compared before a shape is trusted. */
const PROOFS = 3
/** Of the uses of a trusted shape, one in so many is compared again. */
const SAMPLE = 1_000

type Plan = object
type Shape = { uses: number; plan?: Plan; holes?: Holes; refused?: true }
type Slotted = Pick<Slots, 'values' | 'kinds'> & { key: string }

const compilers = new WeakMap<QueryCompiler, Recent<string, Shape>>()
let original: typeof QueryCompiler.prototype.compile | undefined

/** What the cache did since the process began. */
export const planCacheUse = { hits: 0, compiled: 0, refused: 0 }

/** @returns whether plans are cached from now on: not with another version of Prisma. */
export function cachePlans(): boolean {
  if (original) return true
  if (Prisma.prismaVersion.client !== VERSION) return false
  original = QueryCompiler.prototype.compile
  const compile = original
  QueryCompiler.prototype.compile = function (request) {
    return cached(this, request, (text) => compile.call(this, text) as Plan)
  }
  return true
}

export function stopCachingPlans(): void {
  if (original) QueryCompiler.prototype.compile = original
  original = undefined
}

function cached(
  compiler: QueryCompiler,
  request: string,
  compile: (request: string) => Plan,
): Plan {
  const slots = request.length > LONGEST_QUERY ? undefined : slotsOf(JSON.parse(request))
  if (!slots) return compile(request)
  const shape = shapeOf(compiler, slots.key)
  if (shape.plan && shape.holes) {
    const plan = fill(shape.plan, shape.holes, slots.values) as Plan
    shape.uses++
    if (shape.uses > PROOFS && randomInt(SAMPLE) > 0) {
      planCacheUse.hits++
      return plan
    }
    const fresh = compile(request)
    if (!isDeepStrictEqual(plan, fresh)) refuse(shape)
    return fresh
  }
  const fresh = compile(request)
  planCacheUse.compiled++
  // The second time: a shape that comes once is not worth the proof.
  if (!shape.refused && shape.uses++ > 0) learn(shape, request, slots, fresh, compile)
  return fresh
}

function shapeOf(compiler: QueryCompiler, key: string): Shape {
  const shapes = compilers.get(compiler) ?? new Recent<string, Shape>(SHAPES)
  compilers.set(compiler, shapes)
  return shapes.of(key, () => ({ uses: 0 }))
}

function refuse(shape: Shape): void {
  planCacheUse.refused++
  shape.refused = true
  delete shape.plan
  delete shape.holes
}

/** Finds the places of the values by inventing some, and proves them with others. */
function learn(
  shape: Shape,
  request: string,
  { values, kinds }: Slotted,
  fresh: Plan,
  compile: (request: string) => Plan,
): void {
  const [first, second] = [invented(kinds), invented(kinds)]
  try {
    const plan = compile(withValues(request, first))
    const holes = holesOf(plan, first)
    const proven =
      holes &&
      isDeepStrictEqual(fill(plan, holes, values), fresh) &&
      isDeepStrictEqual(fill(plan, holes, second), compile(withValues(request, second)))
    if (proven) Object.assign(shape, { plan, holes, uses: 0 })
    else refuse(shape)
  } catch {
    // The compiler takes only certain values here.
    refuse(shape)
  }
}

const invented = (kinds: Slotted['kinds']): string[] =>
  kinds.map((kind) =>
    kind === 'instant'
      ? new Date(randomInt(2 ** 32) * 900 + randomInt(1000)).toISOString()
      : randomBytes(8 + randomInt(20)).toString('hex'),
  )

/** The same query with other values in its slots. */
function withValues(request: string, values: string[]): string {
  const query: unknown = JSON.parse(request)
  slotsOf(query, values)
  return JSON.stringify(query)
}

const CLAUSES = new Set(['where', 'data', 'create', 'update'])

/**
 * What of a query are slots: texts and instants under `where`, `data`, `create` and `update`. The key
 * is everything else, and which slots hold the same value.
 * @param replacement written into the query's slots, in their order.
 * @returns undefined when a text is not one that every encoding keeps.
 */
function slotsOf(query: unknown, replacement?: string[]): Slotted | undefined {
  const slots = new Slots()
  let key = ''

  const slot = (value: string, kind: 'text' | 'instant'): string => {
    const number = slots.take(value, kind)
    key += `$${kind}${number}`
    return replacement?.[number] ?? value
  }

  /** Returns the value to stand in the place of `value`. */
  const walk = (value: unknown, slotted: boolean): unknown => {
    if (typeof value === 'string' && slotted && isValue(value)) {
      // An instant may come as a text, where the compiler takes no other text.
      return slot(value, isInstant(value) ? 'instant' : 'text')
    }
    if (typeof value !== 'object' || value === null) {
      key += JSON.stringify(value)
      return value
    }
    const typed = (value as { $type?: unknown }).$type
    if (typed !== undefined) {
      const instant = value as { $type: string; value: string }
      if (slotted && typed === 'DateTime' && isInstant(instant.value)) {
        instant.value = slot(instant.value, 'instant')
      } else key += JSON.stringify(value)
      return value
    }
    key += Array.isArray(value) ? '[' : '{'
    const members = value as Record<string, unknown>
    for (const name of Object.keys(members)) {
      key += Array.isArray(value) ? ',' : `,${JSON.stringify(name)}:`
      // How texts are compared is no value.
      members[name] = walk(members[name], name === 'mode' ? false : slotted || CLAUSES.has(name))
    }
    key += Array.isArray(value) ? ']' : '}'
    return value
  }

  walk(query, false)
  return slots.sound ? { key, values: slots.values, kinds: slots.kinds } : undefined
}
