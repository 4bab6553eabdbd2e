import { quote } from './bulk-model'

/** Many rows as one statement takes them. */

/** Rows of one statement: large enough to be quick, small enough to report progress in between. */
const CHUNK = 1_000

/** @param first rows of the first chunk, where it is another one. */
export function* chunksOf<Item>(items: Item[], first = CHUNK): Generator<Item[]> {
  for (let start = 0, size = first; start < items.length; start += size, size = CHUNK) {
    yield items.slice(start, start + size)
  }
}

/** Rows as PostgreSQL reads them: numbers that JSON cannot hold as texts, bytes in hexadecimal. */
export function jsonOf(rows: object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
  })
}

/** The columns that occur in any row, quoted. */
export function columnsOf(rows: object[], except: string[] = []): string {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return [...names]
    .filter((name) => !except.includes(name))
    .map(quote)
    .join(', ')
}
