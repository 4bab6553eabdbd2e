import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient, type PoolConfig, type QueryResult } from 'pg'
import type { Identity, Trace } from '../auth/identity'
import { NoConnection } from '../errors/no-connection'
import { Message, type Part, type Texts } from './message'

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
const TELL = `select ${SETTINGS.map((name, at) => `set_config('${name}', $${at + 1}, false)`).join(', ')}`

const NAMED_TELL = { name: 'studyspace_tell', text: TELL }
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
  /** Hears what is asked of the pool itself in an asynchronous context: for known-statements.ts. */
  readonly heard = new AsyncLocalStorage<Heard[]>()

  constructor(config: PoolConfig) {
    // With another session time zone the driver adapter stores wrong instants in timestamptz columns.
    super({ ...config, options: `${config.options ?? ''} -c timezone=UTC`.trim() })
  }

  override query: Pool['query'] = (...args: [never]) => {
    const heard = this.heard.getStore()
    const answer = super.query(...args) as unknown as Promise<QueryResult>
    if (heard) {
      const { text, values } = args[0] as { text: string; values: unknown[] }
      const said: Heard = { text, values, columns: [] }
      heard.push(said)
      answer.then(
        ({ fields }) => said.columns.push(...fields.map(({ name }) => name)),
        () => {},
      )
    }
    return answer as never
  }

  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    // Who takes a connection begins a transaction, and the connection is told with its first statement.
    if (!callback) return this.connectFor(acting.getStore(), tellWithFirst)
    this.connectFor(acting.getStore(), tell).then(
      (connected) => callback(undefined, connected, (error) => connected.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  /**
   * Asks one statement, in one message with whatever the connection has to be told first, outside any
   * transaction.
   */
  async ask(statement: Part, plans: Planning): Promise<Texts[]> {
    let telling: Told | undefined
    const client = await this.connectFor(acting.getStore(), (_, what) => {
      telling = what
    })
    const parts = [statement]
    if ((planning.get(client) ?? 'auto') !== plans) parts.unshift({ ...PLAN, values: [plans] })
    if (telling) parts.unshift({ ...NAMED_TELL, values: Object.values(telling) })
    try {
      const rows = await new Promise<Texts[]>((resolve, reject) =>
        client.query(new Message(parts, resolve, reject)),
      )
      if (telling) told.set(client, telling)
      planning.set(client, plans)
      client.release()
      return rows
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }

  /** The one row that a statement gives as one column of JSON, or nothing. */
  async askForOne<Row>(statement: Part): Promise<Row | undefined> {
    const [row] = await this.ask(statement, 'auto')
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
  await client.query(TELL, Object.values(what))
  told.set(client, what)
}

type Query = (...args: unknown[]) => unknown

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
