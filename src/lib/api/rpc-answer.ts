/**
 * The answers of the RPC door as superjson writes them, which looks at each value in many ways and copies
 * all of it. What the door finds is nearly always a tree of plain objects with instants in it, for which
 * one walk is enough (tests/unit/rpc-answer.test.ts compares the two).
 */

type Wire = { data: unknown; meta?: { serialization: { values: Record<string, ['Date']> } } }

/** @returns undefined for anything but such a tree: superjson has to write that. */
export function plainAnswer(answer: object): Wire | undefined {
  const instants: Record<string, ['Date']> = {}
  const seen = new Set<object>()
  const isPlain = (value: unknown, path: string): boolean => {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true
    // JSON has no negative zero.
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
    // Where one object stands twice, superjson says so.
    if (typeof value !== 'object' || seen.has(value)) return false
    seen.add(value)
    if (value instanceof Date) {
      instants[path] = ['Date']
      return path !== '' && !Number.isNaN(value.getTime())
    }
    if (Array.isArray(value)) return value.every((item, at) => isPlain(item, within(path, at)))
    if (Object.getPrototypeOf(value) !== Object.prototype) return false
    for (const name of Object.keys(value)) {
      if (UNUSUAL.test(name)) return false
      if (!isPlain((value as Record<string, unknown>)[name], within(path, name))) return false
    }
    return true
  }
  if (!isPlain(answer, '')) return undefined
  const none = Object.keys(instants).length === 0
  return none ? { data: answer } : { data: answer, meta: { serialization: { values: instants } } }
}

const within = (path: string, name: string | number): string =>
  path === '' ? String(name) : `${path}.${name}`

/** Names that superjson writes in another way in a path, or refuses. */
const UNUSUAL = /[.\\]|^(__proto__|constructor|prototype)$/
