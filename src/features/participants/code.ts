/**
 * Participant codes: random, so that they tell nothing about site, arm or time, and with a check
 * character, so that a mistyped one is noticed. The check is ISO/IEC 7064, MOD 37,36, over 0-9 and
 * A-Z: it finds every single wrong character and every swap of two neighbours but for a few that the
 * standard accepts.
 */

/** No vowels, so that no code reads as a word, and nothing that looks like something else. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ'
const CHECKED = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LENGTH = 8
const MODULUS = 36

/** A new code such as "K7QM-4XRD"; there are some 10,000 million of them. */
export function newCode(): string {
  for (;;) {
    const body = Array.from({ length: LENGTH - 1 }, randomCharacter).join('')
    const code = body + checkCharacter(body)
    // The check character may be one that our alphabet leaves out; then another body is drawn.
    if (ALPHABET.includes(code.slice(-1))) return `${code.slice(0, 4)}-${code.slice(4)}`
  }
}

/** Whether a text has the form of a code made here: four and four characters of the alphabet. */
export function looksLikeCode(text: string): boolean {
  return new RegExp(`^[${ALPHABET}]{4}-?[${ALPHABET}]{4}$`).test(text.toUpperCase())
}

/** Whether the last character fits the ones before it; hyphens and case do not matter. */
export function hasValidCheck(code: string): boolean {
  const plain = code.toUpperCase().replaceAll('-', '')
  return plain.length > 1 && checkCharacter(plain.slice(0, -1)) === plain.slice(-1)
}

/** ISO/IEC 7064, hybrid system MOD 37,36. */
function checkCharacter(body: string): string | undefined {
  let product = MODULUS
  for (const character of body) {
    const value = CHECKED.indexOf(character)
    if (value === -1) return undefined
    const sum = (product + value) % MODULUS || MODULUS
    product = (sum * 2) % (MODULUS + 1)
  }
  return CHECKED[(MODULUS + 1 - product) % MODULUS]
}

/** Every character equally likely: bytes beyond the last full round of the alphabet are drawn anew. */
function randomCharacter(): string {
  const limit = 256 - (256 % ALPHABET.length)
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < limit) return ALPHABET.charAt(byte % ALPHABET.length)
  }
}
