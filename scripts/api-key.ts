import { parseArgs } from 'node:util'
import './env-file'
import './environment'
import type { NewApiKey } from '@/lib/auth/new-api-key'
import { migrate } from '@/lib/db/migrate'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { openDatabase } from './database'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode } from './generated-code'

const USAGE = `Say what the key is for:
npm run api-key -- --space SLUG --role COORDINATOR --name NAME [--expires DAYS] [--read-only] [--network CIDR]`

/**
 * `npm run api-key`: makes an API key of a space and prints its secret, which is shown this once.
 * Roles: ADMIN, COORDINATOR, VIEWER. `--network` may stand several times.
 */
await command(async () => {
  const { slug, key } = readArguments()
  await generateCode()
  const database = await openDatabase()
  try {
    const appUrl = await completeEnvironment({
      databaseUrl: database.url,
      embedded: database.embedded,
      port: listenAddress().port,
      dev: false,
    })
    await migrate(database.url, appUrl, 'prisma')
    say(await secretOf(slug, key))
  } finally {
    await database.release()
  }
})

function readArguments(): { slug: string; key: NewApiKey } {
  const { space, role, name, expires, network, ...flags } = givenArguments()
  if (!space || !role || !name) throw new Refusal(USAGE)
  const key = {
    name,
    role: role.toUpperCase() as NewApiKey['role'],
    readOnly: flags['read-only'] ?? false,
    networks: network ?? [],
    days: expires === undefined ? null : Number(expires),
  }
  return { slug: space, key }
}

function givenArguments() {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      options: {
        ...{ space: text, role: text, name: text, expires: text },
        network: { type: 'string', multiple: true },
        'read-only': { type: 'boolean' },
      },
    }).values
  } catch {
    throw new Refusal(USAGE)
  }
}

/** Imported late, like everything that reads src/lib/env.ts: the environment must be complete. */
async function secretOf(slug: string, key: NewApiKey): Promise<string> {
  const { provideKey } = await import('@/lib/auth/manage-api-keys')
  const { disconnect } = await import('@/lib/db/system')
  try {
    const { secret } = await provideKey(slug, key)
    return secret
  } finally {
    await disconnect()
  }
}
