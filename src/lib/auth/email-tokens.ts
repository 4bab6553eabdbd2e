import type { EmailToken } from '@/generated/prisma/client'
import { type SystemTransaction, system } from '@/lib/db/system'
import { hashOf, newSecret } from './secrets'

const HOUR_MS = 60 * 60 * 1000
const KEPT_AFTER_EXPIRY_MS = 30 * 24 * HOUR_MS

export type Grant = Pick<EmailToken, 'purpose' | 'email'> &
  Partial<Pick<EmailToken, 'name' | 'userId' | 'invitationId'>>

/**
 * Makes a single-use secret for a link that proves its reader gets the mail of `grant.email`.
 * @param hours how long the link works.
 */
export async function issueToken(
  tx: SystemTransaction,
  grant: Grant,
  hours: number,
): Promise<string> {
  const secret = newSecret()
  const now = Date.now()
  const forgotten = new Date(now - KEPT_AFTER_EXPIRY_MS)
  await tx.emailToken.deleteMany({ where: { expiresAt: { lt: forgotten } } })
  await tx.emailToken.create({
    data: { ...grant, tokenHash: hashOf(secret), expiresAt: new Date(now + hours * HOUR_MS) },
  })
  return secret
}

export type TokenState =
  | { state: 'live'; token: EmailToken }
  /** `unknown` covers links that were replaced by a newer one. */
  | { state: 'used' | 'expired' | 'unknown' }

/** Looks at a token without using it; opening a link does no more than this. */
export async function readToken(
  purpose: EmailToken['purpose'],
  secret: string,
  client: Pick<SystemTransaction, 'emailToken'> = system,
): Promise<TokenState> {
  const token = await client.emailToken.findUnique({ where: { tokenHash: hashOf(secret) } })
  if (token?.purpose !== purpose) return { state: 'unknown' }
  if (token.usedAt) return { state: 'used' }
  if (token.expiresAt <= new Date()) return { state: 'expired' }
  return { state: 'live', token }
}

/** The same, and whoever else comes with this token waits until the transaction ends. */
export async function lockToken(
  tx: SystemTransaction,
  purpose: EmailToken['purpose'],
  secret: string,
): Promise<TokenState> {
  await tx.$queryRaw`select from "EmailToken" where "tokenHash" = ${hashOf(secret)} for update`
  return readToken(purpose, secret, tx)
}

/** Marks a locked token as used, and forgets the other links to the same end. */
export async function spendToken(tx: SystemTransaction, token: EmailToken): Promise<void> {
  const { tokenHash, purpose, email, invitationId } = token
  await tx.emailToken.update({ where: { tokenHash }, data: { usedAt: new Date() } })
  await tx.emailToken.deleteMany({
    where: { purpose, email, invitationId, tokenHash: { not: tokenHash }, usedAt: null },
  })
}
