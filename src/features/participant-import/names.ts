/** Words that belong to the family name although they stand before it: van Beethoven, de la Cruz. */
const PARTICLES = new Set(
  'van von der den de del della di da dos das du la le el al ibn bin bint abu ter ten zu zum zur af av st'.split(
    ' ',
  ),
)

export type PersonName = { givenName?: string; familyName?: string }

/**
 * A full name in its two parts: "Beethoven, Ludwig van" at the comma, otherwise the last word with the
 * particles before it. A single word is a given name.
 */
export function splitName(text: string): PersonName {
  const [before = '', ...after] = text.split(',').map((part) => part.trim())
  if (after.length > 0) return parts(after.join(' '), before)
  const words = text.split(/\s+/)
  let start = words.length - 1
  while (start > 1 && PARTICLES.has((words[start - 1] ?? '').toLowerCase())) start--
  return parts(words.slice(0, start || 1).join(' '), words.slice(start || 1).join(' '))
}

/** Only the parts that there are. */
function parts(givenName: string, familyName: string): PersonName {
  return { ...(givenName && { givenName }), ...(familyName && { familyName }) }
}
