import { z } from 'zod'
import { system } from '@/lib/db/system'
import { deliverSoon } from '@/lib/mail/delivery'
import { noAccountLetter, passwordResetLetter } from '@/lib/mail/letters'
import { queueMail } from '@/lib/mail/outbox'
import { setPassword } from './accounts'
import { explainClosedLink } from './closed-link'
import { emailAddress } from './email-address'
import { issueToken, lockToken, spendToken } from './email-tokens'
import { type Outcome, refused, refusedInput } from './outcome'
import { newPassword } from './password-rule'
import { countFailures, countTry, limits } from './rate-limits'

const HOURS = 1

/** Sends a link to choose a new password with. The answer is the same whether there is an account. */
export async function requestPasswordReset(email: string, address: string): Promise<Outcome> {
  const parsed = z.object({ email: emailAddress }).safeParse({ email })
  if (!parsed.success) return refusedInput(parsed.error)
  const to = parsed.data.email
  const wait = await countTry([
    { limit: limits.mailTo, key: to },
    { limit: limits.mailFromAddress, key: address },
  ])
  if (wait) return refused(wait)
  await system.$transaction(async (tx) => {
    const secret = await issueToken(tx, { purpose: 'PASSWORD_RESET', email: to }, HOURS)
    const known = await tx.user.findUnique({ where: { email: to, status: 'ACTIVE' } })
    await queueMail(tx, known ? passwordResetLetter(to, secret) : noAccountLetter(to))
  })
  deliverSoon()
  return { ok: true }
}

/** Sets the password of a reset link and ends every session. The link works once. */
export async function resetPassword(
  password: string,
  secret: string,
  address: string,
): Promise<Outcome<{ email: string }>> {
  const parsed = z.object({ password: newPassword }).safeParse({ password })
  if (!parsed.success) return refusedInput(parsed.error)
  const result = await countFailures([{ limit: limits.link, key: address }], () =>
    system.$transaction(async (tx): Promise<Outcome<{ email: string }>> => {
      const found = await lockToken(tx, 'PASSWORD_RESET', secret)
      if (found.state !== 'live') return refused(explainClosedLink(found.state))
      const { email } = found.token
      const user = await tx.user.findUnique({ where: { email, status: 'ACTIVE' } })
      if (!user) return refused('There is no active account with this e-mail address any more.')
      await spendToken(tx, found.token)
      await setPassword(tx, user, parsed.data.password)
      return { ok: true, email }
    }),
  )
  if (result.ok) deliverSoon()
  return result
}
