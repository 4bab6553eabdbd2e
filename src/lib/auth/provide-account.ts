import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { Refusal } from '@/lib/refusal'
import { issueToken } from './email-tokens'
import { type SignUpRequest, signUpRequest } from './new-account'

const HOURS = 24

/**
 * For whoever runs the installation: makes a user, or finds them, and a link to choose a password
 * with. Nothing is sent; the operator vouches for the e-mail address.
 * @throws Refusal when the input is not usable or the account is deactivated.
 */
export async function provideAccount(
  input: SignUpRequest,
): Promise<{ created: boolean; link: string }> {
  const parsed = signUpRequest.safeParse(input)
  if (!parsed.success) throw new Refusal(parsed.error.issues[0]?.message ?? 'Not usable.')
  const { email, name } = parsed.data
  return system.$transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { email } })
    if (known && known.status !== 'ACTIVE') {
      throw new Refusal(`The account of ${email} is deactivated: use another e-mail address.`)
    }
    if (!known) await tx.user.create({ data: { email, name } })
    const secret = await issueToken(tx, { purpose: 'PASSWORD_RESET', email }, HOURS)
    return { created: !known, link: env.APP_URL + paths.resetPassword(secret) }
  })
}
