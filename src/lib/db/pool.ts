import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import type { Identity, Trace } from '../auth/identity'

/** For whom a query runs. `trace` comes with writes, whose triggers record it. */
export type Acting = Identity & { readonly trace?: Trace }

// Next.js evaluates this file once for each of its bundles, and hot reload anew. The connections are
// shared (system.ts), so they and every door must ask the same store; with another one, row-level
// security knows nobody and shows nothing.
const kept = globalThis as typeof globalThis & { studyspaceActing?: AsyncLocalStorage<Acting> }
kept.studyspaceActing ??= new AsyncLocalStorage<Acting>()

/** Who acts in the current asynchronous context. Opened by the door only (door.ts). */
export const acting = kept.studyspaceActing

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (error?: Error | boolean) => void,
) => void

/** What a connection was last told; a new one knows nobody. */
type Told = { userId: string; spaceId: string; reason: string; requestId: string }

const NOBODY: Told = { userId: '', spaceId: '', reason: '', requestId: '' }
const told = new WeakMap<PoolClient, Told>()

const TELL = `select set_config('app.user_id', $1, false), set_config('app.space_id', $2, false),
  set_config('app.reason', $3, false), set_config('app.request_id', $4, false)`

/**
 * A pool whose connections tell PostgreSQL who acts and where (`app.user_id`, `app.space_id`), which
 * row-level security and triggers go by. They are told only when they last served somebody else; the
 * reason and the request matter to writes alone.
 */
export class ActingPool extends Pool {
  constructor(config: PoolConfig) {
    // With another session time zone the driver adapter stores wrong instants in timestamptz columns.
    super({ ...config, options: `${config.options ?? ''} -c timezone=UTC`.trim() })
  }

  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    const client = this.connectFor(acting.getStore())
    if (!callback) return client
    client.then(
      (connected) => callback(undefined, connected, (error) => connected.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  private async connectFor(who: Acting | undefined): Promise<PoolClient> {
    const client = await super.connect()
    const known = told.get(client) ?? NOBODY
    const { userId = '', spaceId = '', trace } = who ?? {}
    const { reason = '', requestId = '' } = trace ?? {}
    const same =
      known.userId === userId &&
      known.spaceId === spaceId &&
      (!trace || (known.reason === reason && known.requestId === requestId))
    if (same) return client
    try {
      await client.query(TELL, [userId, spaceId, reason, requestId])
      told.set(client, { userId, spaceId, reason, requestId })
      return client
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }
}
