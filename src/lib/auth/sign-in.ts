import { system } from '@/lib/db/system'
import { emailAddress } from './email-address'
import { type Outcome, refused } from './outcome'
import { verifyPassword } from './password'
import { countFailures, limits } from './rate-limits'
import type { SignedIn } from './sessions'

const WRONG = 'The e-mail address or the password is not right.'

type Known = SignedIn & { active: boolean; passwordHash: string | null }

/**
 * Checks e-mail and password. Unknown e-mail, wrong password, no password and deactivated account have
 * the same answer and take the same time.
 * @param address key of the caller (client-address.ts).
 */
export async function checkPassword(
  email: string,
  password: string,
  address: string,
): Promise<Outcome<{ user: SignedIn }>> {
  const parsed = emailAddress.safeParse(email)
  if (!parsed.success) return refused(WRONG)
  const uses = [
    { limit: limits.signIn, key: `${parsed.data} ${address}` },
    { limit: limits.signInFromAddress, key: address },
  ]
  return countFailures(uses, async () => {
    const [known] = await system.$queryRaw<Known[]>`
      select u.id, u.name, u.email, u.status = 'ACTIVE' as active, c."passwordHash"
      from "User" u left join "Credential" c on c."userId" = u.id
      where u.email = ${parsed.data}`
    const matches = await verifyPassword(known?.passwordHash, password)
    if (!known?.active || !matches) return refused(WRONG)
    const { id, name } = known
    return { ok: true, user: { id, name, email: known.email } }
  })
}
