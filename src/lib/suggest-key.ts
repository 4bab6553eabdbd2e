const MAX_LENGTH = 40

/**
 * A key for a title: "Schlaf & Stress (2026)" gives "schlaf-stress-2026". Letters that have no Latin
 * form are left out; what is left of nothing is `fallback`.
 * @param taken keys that exist already or are reserved; a number is appended to differ from them.
 */
export function suggestKey(title: string, taken: readonly string[], fallback: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  const base = cut(plain.replace(/^-|-$/g, ''), MAX_LENGTH) || fallback
  const used = new Set(taken)
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`
    const key = `${cut(base, MAX_LENGTH - suffix.length)}${suffix}`
    if (!used.has(key)) return key
  }
}

/** At most `length` characters, cut between words where there is a place to cut. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const end = text[length] === '-' ? length : text.lastIndexOf('-', length)
  return text.slice(0, end > 0 ? end : length).replace(/-$/, '')
}
