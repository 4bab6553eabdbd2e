import { type SystemTransaction, system } from '@/lib/db/system'
import { passwordChangedLetter } from '@/lib/mail/letters'
import { queueMail } from '@/lib/mail/outbox'
import type { NewAccount } from './new-account'
import { hashPassword } from './password'
import { endSessions, type SignedIn } from './sessions'

/**
 * Makes a user who signs in with a password. The caller has proven that `email` is theirs.
 * @throws on an e-mail that has an account (a unique key: code "conflict").
 */
export async function createAccount(
  tx: SystemTransaction,
  email: string,
  { name, password }: NewAccount,
): Promise<SignedIn> {
  const user = await tx.user.create({ data: { email, name } })
  await tx.credential.create({
    data: { userId: user.id, passwordHash: await hashPassword(password) },
  })
  return { id: user.id, name: user.name, email: user.email }
}

/** Sets a new password, ends all sessions but the one of `keep`, and tells the user by mail. */
export async function setPassword(
  tx: SystemTransaction,
  user: Pick<SignedIn, 'id' | 'email'>,
  password: string,
  keep?: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await tx.credential.upsert({
    where: { userId: user.id },
    create: { userId: user.id, passwordHash },
    update: { passwordHash },
  })
  await tx.emailToken.deleteMany({
    where: { purpose: 'PASSWORD_RESET', email: user.email, usedAt: null },
  })
  await endSessions(tx, user.id, keep)
  await queueMail(tx, passwordChangedLetter(user.email))
}

/** Whether a user has a password; one who came through single sign-on may have none. */
export async function hasPassword(userId: string): Promise<boolean> {
  return (await system.credential.count({ where: { userId } })) > 0
}
