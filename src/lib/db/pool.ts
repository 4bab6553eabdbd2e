import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import type { Identity } from '../auth/identity'

/** Who acts in the current asynchronous context. Opened by the door only (door.ts). */
export const acting = new AsyncLocalStorage<Identity>()

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (error?: Error | boolean) => void,
) => void

const NOBODY = ''
const served = new WeakMap<PoolClient, string>()

/**
 * A pool whose connections tell PostgreSQL who acts (`app.user_id`), so that triggers can write it
 * down. The setting is changed only when a connection last served somebody else.
 */
export class ActingPool extends Pool {
  constructor(config: PoolConfig) {
    // With another session time zone the driver adapter stores wrong instants in timestamptz columns.
    super({ ...config, options: `${config.options ?? ''} -c timezone=UTC`.trim() })
  }

  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    const client = this.connectFor(acting.getStore()?.userId ?? NOBODY)
    if (!callback) return client
    client.then(
      (connected) => callback(undefined, connected, (error) => connected.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  private async connectFor(userId: string): Promise<PoolClient> {
    const client = await super.connect()
    if ((served.get(client) ?? NOBODY) === userId) return client
    try {
      await client.query("select set_config('app.user_id', $1, false)", [userId])
      served.set(client, userId)
      return client
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }
}
