import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { deliverSoon } from '@/lib/mail/delivery'
import { accountExistsLetter, signUpLetter } from '@/lib/mail/letters'
import { queueMail } from '@/lib/mail/outbox'
import { createAccount } from './accounts'
import { explainClosedLink } from './closed-link'
import { issueToken, lockToken, spendToken } from './email-tokens'
import { type NewAccount, newAccount, type SignUpRequest, signUpRequest } from './new-account'
import { type Outcome, refused, refusedInput } from './outcome'
import { countFailures, countTry, limits } from './rate-limits'

const HOURS = 24

/**
 * Sends a link to finish signing up with. The answer is the same for an address that has an account;
 * only its mail tells.
 * @param address key of the caller (client-address.ts).
 */
export async function requestSignUp(input: SignUpRequest, address: string): Promise<Outcome> {
  if (!env.SIGN_UP) return refused('Sign-up is closed here. Ask for an invitation.')
  const parsed = signUpRequest.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  const { email, name } = parsed.data
  const wait = await countTry([
    { limit: limits.mailTo, key: email },
    { limit: limits.mailFromAddress, key: address },
  ])
  if (wait) return refused(wait)
  await system.$transaction(async (tx) => {
    const secret = await issueToken(tx, { purpose: 'SIGN_UP', email, name }, HOURS)
    const known = await tx.user.findUnique({ where: { email }, select: { id: true } })
    await queueMail(tx, known ? accountExistsLetter(email) : signUpLetter(email, secret))
  })
  deliverSoon()
  return { ok: true }
}

/** Makes the account of a sign-up link. The link works once. */
export async function finishSignUp(
  account: NewAccount,
  secret: string,
  address: string,
): Promise<Outcome<{ email: string }>> {
  const parsed = newAccount.safeParse(account)
  if (!parsed.success) return refusedInput(parsed.error)
  return countFailures([{ limit: limits.link, key: address }], async () => {
    try {
      return await system.$transaction(async (tx): Promise<Outcome<{ email: string }>> => {
        const found = await lockToken(tx, 'SIGN_UP', secret)
        if (found.state !== 'live') return refused(explainClosedLink(found.state))
        const { email } = await createAccount(tx, found.token.email, parsed.data)
        await spendToken(tx, found.token)
        return { ok: true, email }
      })
    } catch (error) {
      if (problemOf(error).code !== 'conflict') throw error
      return refused('There is an account with this e-mail address now. Sign in instead.')
    }
  })
}
