import './env-file'
import './environment'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { withInstallation } from './installation'

const USAGE = 'Say whose account: npm run account -- ada@example.org "Ada Lovelace"'

/**
 * `npm run account -- EMAIL "NAME"`: makes an account, or finds it, and prints a link to choose a
 * password with. For installations where sign-up is closed or no mail is sent.
 */
await command(async () => {
  const [email, name] = process.argv.slice(2)
  if (!email || !name) throw new Refusal(USAGE)
  say(await withInstallation(() => linkFor(email, name)))
})

async function linkFor(email: string, name: string): Promise<string> {
  const { provideAccount } = await import('@/lib/auth/provide-account')
  const { created, link } = await provideAccount({ email, name })
  const what = created ? 'The account is made.' : 'There is an account with this e-mail already.'
  return `${what} A password can be chosen here, once, within 24 hours:\n${link}`
}
