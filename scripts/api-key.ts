import { parseArgs } from 'node:util'
import './env-file'
import './environment'
import type { NewApiKey } from '@/lib/auth/new-api-key'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { withInstallation } from './installation'

const USAGE = `Say what the key is for:
npm run api-key -- --space SLUG --role COORDINATOR --name NAME [--expires DAYS] [--read-only] [--network CIDR]`

/**
 * `npm run api-key`: makes an API key of a space and prints its secret, which is shown this once.
 * Roles: ADMIN, COORDINATOR, VIEWER. `--network` may stand several times.
 */
await command(async () => {
  const { slug, key } = readArguments()
  say(await withInstallation(() => secretOf(slug, key)))
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

async function secretOf(slug: string, key: NewApiKey): Promise<string> {
  const { provideKey } = await import('@/lib/auth/manage-api-keys')
  return (await provideKey(slug, key)).secret
}
