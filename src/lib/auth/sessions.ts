import { type SystemTransaction, system, systemPool } from '@/lib/db/system'
import { hashOf, newSecret } from './secrets'

/** Who is signed in, as far as pages need to know. */
export type SignedIn = { id: string; name: string; email: string }

/** A sign-in ends after 30 days, however busy it was. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60

/**
 * Opens a session and clears away the ones that have expired.
 * @returns the secret for the cookie; the database keeps its hash only.
 */
export async function startSession(userId: string): Promise<string> {
  const secret = newSecret()
  const now = Date.now()
  await system.session.deleteMany({ where: { expiresAt: { lte: new Date(now) } } })
  await system.session.create({
    data: {
      tokenHash: hashOf(secret),
      userId,
      expiresAt: new Date(now + SESSION_SECONDS * 1000),
    },
  })
  return secret
}

/** Asked on every request of a person: named, so that a connection plans it once, and past Prisma's compiler. */
const FIND = {
  name: 'studyspace_session',
  text: `
    select u.id, u.name, u.email
    from "Session" s join "User" u on u.id = s."userId"
    where s."tokenHash" = $1 and s."expiresAt" > now() and u.status = 'ACTIVE'`,
}

/** The user of a live session, or null: unknown, ended or expired, or the user is deactivated. */
export async function userOfSession(secret: string): Promise<SignedIn | null> {
  const { rows } = await systemPool.query<SignedIn>({ ...FIND, values: [hashOf(secret)] })
  return rows[0] ?? null
}

export async function endSession(secret: string): Promise<void> {
  await system.session.deleteMany({ where: { tokenHash: hashOf(secret) } })
}

/** Ends the sessions of a user, on every device; the one of `keep` (a secret) stays. */
export async function endSessions(
  tx: SystemTransaction,
  userId: string,
  keep?: string,
): Promise<void> {
  await tx.session.deleteMany({
    where: { userId, tokenHash: keep ? { not: hashOf(keep) } : undefined },
  })
}

/** How many live sessions a user has. */
export async function countSessions(userId: string): Promise<number> {
  return system.session.count({ where: { userId, expiresAt: { gt: new Date() } } })
}
