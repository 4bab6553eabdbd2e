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
  /** Names of what is parsed with this message, in its order; '' for what has none. */
  readonly #parsing: string[] = []
  #left: number
  #stopHearing = () => {}

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
    this.#learnNames(connection, names)
    // Sent together: each call writes by itself otherwise.
    connection.stream.cork()
    for (const { text, values, name = '' } of this.parts) {
      if (!names.has(name)) {
        connection.parse({ text, name, types: [] }, true)
        this.#parsing.push(name)
      }
      connection.bind({ statement: name, values }, true)
      connection.execute({}, true)
    }
    connection.sync()
    connection.stream.uncork()
  }

  /** What was parsed stays, whatever becomes of the transaction. */
  #learnNames(connection: Connection, names: Set<string>): void {
    const learn = () => {
      const name = this.#parsing.shift()
      if (name) names.add(name)
    }
    connection.on('parseComplete', learn)
    this.#stopHearing = () => connection.off('parseComplete', learn)
  }

  handleDataRow({ fields }: { fields: Texts }): void {
    if (this.#left === 1) this.#rows.push(fields)
  }

  handleCommandComplete(): void {
    this.#left--
  }

  handleReadyForQuery(): void {
    this.#stopHearing()
    this.answered(this.#rows)
  }

  handleError(error: Error): void {
    this.#stopHearing()
    this.failed(error)
  }
}

/** Whether a connection can be used after an error that a message failed with. */
export const isOfStatement = (error: unknown): boolean =>
  error instanceof DatabaseError && error.severity === 'ERROR'
