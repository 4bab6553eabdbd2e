import { Client } from 'pg'
import { Refusal } from '@/lib/refusal'

const PATIENCE_MS = 10_000

/**
 * Connects to `url` in UTC; the caller ends the client.
 * @throws Refusal naming host, database and reason, never the password.
 */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    options: '-c timezone=UTC',
  })
  // Without a listener a server that goes away would end this process with a stack.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    const where = `${client.host}:${client.port}/${client.database}`
    throw new Refusal(
      `Cannot connect to PostgreSQL at ${where} (${reasonOf(error)}): start it or correct DATABASE_URL, or unset DATABASE_URL to use the built-in one.`,
    )
  }
}

/** Node reports a refused connection to a name with several addresses as an empty AggregateError. */
function reasonOf(error: unknown): string {
  const cause = error instanceof AggregateError ? error.errors[0] : error
  return cause instanceof Error ? cause.message : String(cause)
}
