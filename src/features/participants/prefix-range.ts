/**
 * The codes that begin with a prefix, as a range: `code` is compared by code points (COLLATE "C"), so
 * its index serves the range under every sort, and "_" or "%" in a code are only characters.
 */
export function prefixRange(prefix: string): { gte: string; lt?: string } {
  const end = successor(prefix)
  return end === undefined ? { gte: prefix } : { gte: prefix, lt: end }
}

const LAST = 0x10ffff
/** Code points D800 to DFFF are halves of others and cannot stand alone. */
const SURROGATES = { first: 0xd800, after: 0xe000 }

/** The first text behind everything that begins with `prefix`; undefined if there is none. */
function successor(prefix: string): string | undefined {
  const points = [...prefix]
  const last = points.pop()?.codePointAt(0)
  if (last === undefined) return undefined
  if (last === LAST) return successor(points.join(''))
  const following = last + 1 === SURROGATES.first ? SURROGATES.after : last + 1
  return points.join('') + String.fromCodePoint(following)
}
