import './env-file'
import './environment'
import { migrate } from '@/lib/db/migrate'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { openDatabase } from './database'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode } from './generated-code'

const USAGE = 'Say whose account: npm run account -- ada@example.org "Ada Lovelace"'

/**
 * `npm run account -- EMAIL "NAME"`: makes an account, or finds it, and prints a link to choose a
 * password with. For installations where sign-up is closed or no mail is sent.
 */
await command(async () => {
  const [email, name] = process.argv.slice(2)
  if (!email || !name) throw new Refusal(USAGE)
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
    say(await linkFor(email, name))
  } finally {
    await database.release()
  }
})

/** Imported late, like everything that reads src/lib/env.ts: the environment must be complete. */
async function linkFor(email: string, name: string): Promise<string> {
  const { provideAccount } = await import('@/lib/auth/provide-account')
  const { disconnect } = await import('@/lib/db/system')
  try {
    const { created, link } = await provideAccount({ email, name })
    const what = created ? 'The account is made.' : 'There is an account with this e-mail already.'
    return `${what} A password can be chosen here, once, within 24 hours:\n${link}`
  } finally {
    await disconnect()
  }
}
