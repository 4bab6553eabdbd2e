import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient, type PoolConfig, type QueryResult } from 'pg'
import type { Identity, Trace } from '../auth/identity'
import { NoConnection } from '../errors/no-connection'
import { isOfStatement, Message, type Part, type Texts } from './message'

/** For whom a query runs. `trace` comes with writes, whose triggers record it. */
export type Acting = Identity & { readonly trace?: Trace }

// Next.js evaluates this file once for each of its bundles, and hot reload anew. The connections are
// shared (system.ts), so they and every door must ask the same store; with another one, row-level
// security knows nobody and shows nothing.
const kept = globalThis as typeof globalThis & { studyspaceActing?: AsyncLocalStorage<Acting> }
kept.studyspaceActing ??= new AsyncLocalStorage<Acting>()

/** Who acts in the current asynchronous context. Opened by the door only (door.ts). */
export const acting = kept.studyspaceActing

/** A statement that was asked, and the names of the columns that came back. */
export type Heard = { text: string; values: unknown[]; columns: string[] }

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (error?: Error | boolean) => void,
) => void

/** What a connection was last told. */
type Told = { userId: string; spaceId: string; reason: string; requestId: string }

const told = new WeakMap<PoolClient, Told>()

/**
 * How PostgreSQL plans a statement that it keeps parsed: `auto` comes to one plan for all values, which is
 * right for a record by its id; `force_custom_plan` plans it for the values of each time, as a list needs.
 */
export type Planning = 'auto' | 'force_custom_plan'

const planning = new WeakMap<PoolClient, Planning>()

/** In the order of the members of `Told`. */
const SETTINGS = ['app.user_id', 'app.space_id', 'app.reason', 'app.request_id']
const tellingOf = (untilEnd: boolean): string =>
  `select ${SETTINGS.map((name, at) => `set_config('${name}', $${at + 1}, ${untilEnd})`).join(', ')}`

const TELL_READ = { name: 'studyspace_tell', text: tellingOf(false) }
const TELL_WRITE = { name: 'studyspace_tell_write', text: tellingOf(true) }
const PLAN = {
  name: 'studyspace_plan',
  text: `select set_config('plan_cache_mode', $1, false)`,
}

/**
 * A pool whose connections tell PostgreSQL who acts and where (`app.user_id`, `app.space_id`), which
 * row-level security and triggers go by. They are told only when they last served somebody else; the
 * reason and the request matter to writes alone.
 */
export class ActingPool extends Pool {
  /** Hears what Prisma asks in an asynchronous context: for known-statements.ts. */
  readonly heard = new AsyncLocalStorage<Heard[]>()

  constructor(config: PoolConfig) {
    // With another session time zone the driver adapter stores wrong instants in timestamptz columns.
    super({ ...config, options: `${config.options ?? ''} -c timezone=UTC`.trim() })
  }

  override query: Pool['query'] = (...args: [never]) => {
    // As Prisma calls it; the types have a dozen forms of `query`, some of which take a callback.
    const answer = super.query(...args) as unknown as Promise<QueryResult>
    hear(this.heard.getStore(), args[0], answer)
    return answer as never
  }

  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    // Who takes a connection begins a transaction, and the connection is told with its first statement.
    if (!callback) return this.connectForTransaction()
    this.connectFor(acting.getStore(), tell).then(
      (connected) => callback(undefined, connected, (error) => connected.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  private async connectForTransaction(): Promise<PoolClient> {
    const client = await this.connectFor(acting.getStore(), tellWithFirst)
    const heard = this.heard.getStore()
    if (heard) listen(client, heard)
    return client
  }

  /**
   * Asks statements, of which the last one's rows are wanted, in one message with whatever the connection
   * has to be told first, which is one transaction.
   */
  async ask(statements: Part[], plans: Planning): Promise<Texts[]> {
    let telling: Told | undefined
    const who = acting.getStore()
    const client = await this.connectFor(who, (_, what) => {
      telling = what
    })
    // What is told of a write holds for this write, as in other transactions.
    const forGood = !who?.trace
    const parts = [...statements]
    if ((planning.get(client) ?? 'auto') !== plans) parts.unshift({ ...PLAN, values: [plans] })
    if (telling) {
      parts.unshift({ ...(forGood ? TELL_READ : TELL_WRITE), values: Object.values(telling) })
    }
    try {
      const rows = await new Promise<Texts[]>((resolve, reject) => {
        client.query(new Message(parts, resolve, reject))
      })
      if (telling && forGood) told.set(client, telling)
      planning.set(client, plans)
      client.release()
      return rows
    } catch (error) {
      client.release(isOfStatement(error) ? undefined : (error as Error))
      throw error
    }
  }

  /** The one row that a statement gives as one column of JSON, or nothing. */
  async askForOne<Row>(statement: Part): Promise<Row | undefined> {
    const [row] = await this.ask([statement], 'auto')
    return row && (JSON.parse(row[0] as string) as Row)
  }

  private async connectFor(
    who: Acting | undefined,
    inform: (client: PoolClient, what: Told) => Promise<void> | void,
  ): Promise<PoolClient> {
    const client = await super.connect().catch((cause: unknown) => {
      throw new NoConnection(cause)
    })
    // Of somebody who took it and sent nothing.
    Reflect.deleteProperty(client, 'query')
    const known = told.get(client)
    const { userId = '', spaceId = '', trace } = who ?? {}
    const { reason = '', requestId = '' } = trace ?? {}
    const same =
      known?.userId === userId &&
      known.spaceId === spaceId &&
      (!trace || (known.reason === reason && known.requestId === requestId))
    if (same) return client
    try {
      await inform(client, { userId, spaceId, reason, requestId })
      return client
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }
}

async function tell(client: PoolClient, what: Told): Promise<void> {
  await client.query(TELL_READ.text, Object.values(what))
  told.set(client, what)
}

function hear(
  heard: Heard[] | undefined,
  asked: unknown,
  answer: Promise<QueryResult | QueryResult[]>,
): void {
  if (!heard) return
  const { text, values } = asked as { text: string; values: unknown[] }
  const said: Heard = { text, values, columns: [] }
  heard.push(said)
  answer.then(
    (result) => {
      // What begins a transaction is several statements, of which nothing is wanted.
      if (!Array.isArray(result)) said.columns.push(...result.fields.map(({ name }) => name))
    },
    () => {},
  )
}

type Query = (...args: unknown[]) => unknown

/** Hears what a transaction asks of its connection, until the next one takes it. */
function listen(client: PoolClient, heard: Heard[]): void {
  let query = client.query as Query
  const listening: Query = (...args) => {
    const answer = query.apply(client, args)
    // The first statement was that of `tellWithFirst`, which is gone now.
    query = Object.getPrototypeOf(client).query as Query
    client.query = listening as PoolClient['query']
    hear(heard, args[0], answer as Promise<QueryResult>)
    return answer
  }
  client.query = listening as PoolClient['query']
}

/**
 * Has the connection told together with the `BEGIN` that comes first, in one message and until the end
 * of the transaction; if telling fails, so does the transaction. Before anything else it is told by
 * itself. What it was told for good stays as it was, since a rollback would take back anything else.
 */
function tellWithFirst(client: PoolClient, what: Told): void {
  const query = client.query as Query
  const first: Query = (...args) => {
    Reflect.deleteProperty(client, 'query')
    const [statement] = args as [string | { text: string }]
    if (typeof statement !== 'object' || statement.text !== 'BEGIN') {
      return tell(client, what).then(() => query.apply(client, args))
    }
    const texts = Object.values(what).map((text) => client.escapeLiteral(text))
    const settings = SETTINGS.map((name, at) => `set_config('${name}', ${texts[at]}, true)`)
    // The checks of foreign keys are planned once, whatever was read before.
    if (planning.get(client) === 'force_custom_plan') {
      settings.push(`set_config('plan_cache_mode', 'auto', true)`)
    }
    return query.call(client, { ...statement, text: `BEGIN; select ${settings.join(', ')}` })
  }
  client.query = first as PoolClient['query']
}
