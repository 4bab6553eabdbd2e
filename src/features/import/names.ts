/** `dateOfBirth`, `Date-of-Birth` and `DATE OF BIRTH` as one: lower case, no accents, single spaces. */
export function normalise(header: string): string {
  return header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** What a column is called where people read it. */
export function columnName(header: string, index: number): string {
  return header === '' ? `Column ${index + 1}` : `"${header}"`
}
