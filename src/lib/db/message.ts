import { type Connection, DatabaseError, type Submittable } from 'pg'

/** Rows as PostgreSQL writes them. */
export type Texts = (string | null)[]

/** A statement with its values; by its name a connection keeps it parsed, which has to be said once. */
export type Part = { text: string; values: Texts; name?: string }

/** The names of statements that a connection has parsed. */
const parsed = new WeakMap<Connection, Set<string>>()

/**
 * Several statements in one message, as one transaction, of which the last one's rows are wanted. `pg` asks
 * for a description of the columns with each answer, which costs both sides more than a short answer itself;
 * whoever asks this way knows them. Made for `client.query`.
 */
export class Message implements Submittable {
  readonly text: string
  readonly #rows: Texts[] = []
  /** Names that the connection gets to know with this message. */
  readonly #fresh = new Set<string>()
  #left: number
  #names = new Set<string>()

  constructor(
    readonly parts: Part[],
    private readonly answered: (rows: Texts[]) => void,
    private readonly failed: (error: Error) => void,
  ) {
    this.text = parts.at(-1)?.text ?? ''
    this.#left = parts.length
  }

  submit(connection: Connection): void {
    const names = parsed.get(connection) ?? new Set()
    parsed.set(connection, names)
    this.#names = names
    // Sent together: each call writes by itself otherwise.
    connection.stream.cork()
    for (const { text, values, name } of this.parts) {
      if (!name || !names.has(name)) {
        connection.parse({ text, name: name ?? '', types: [] }, true)
        if (name) this.#fresh.add(name)
      }
      connection.bind({ statement: name ?? '', values }, true)
      connection.execute({}, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  handleDataRow({ fields }: { fields: Texts }): void {
    if (this.#left === 1) this.#rows.push(fields)
  }

  handleCommandComplete(): void {
    this.#left--
  }

  handleReadyForQuery(): void {
    for (const name of this.#fresh) this.#names.add(name)
    this.answered(this.#rows)
  }

  /** Whether the connection can be used after an error: nobody knows how many of the names it knows now. */
  isOverWith(error: unknown): boolean {
    return error instanceof DatabaseError && error.severity === 'ERROR' && this.#fresh.size === 0
  }

  handleError(error: Error): void {
    this.failed(error)
  }
}
