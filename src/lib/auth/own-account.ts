import { system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { deliverSoon } from '@/lib/mail/delivery'
import { setPassword } from './accounts'
import { type Outcome, refused, refusedInput } from './outcome'
import { verifyPassword } from './password'
import { type PasswordChange, passwordChange } from './password-change'
import { countFailures, limits } from './rate-limits'
import { endSessions, type SignedIn } from './sessions'

/** Changes one's own password; all sessions end but the one of `keep` (its secret). */
export async function changePassword(
  user: SignedIn,
  input: PasswordChange,
  keep: string,
): Promise<Outcome> {
  const parsed = passwordChange.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  const { current, password } = parsed.data
  const result = await countFailures([{ limit: limits.signIn, key: user.id }], async () => {
    const credential = await system.credential.findUnique({ where: { userId: user.id } })
    if (!(await verifyPassword(credential?.passwordHash, current))) {
      return refused('The password was not changed.', { current: 'This is not your password.' })
    }
    await system.$transaction((tx) => setPassword(tx, user, password, keep))
    return { ok: true }
  })
  if (result.ok) deliverSoon()
  return result
}

/** Ends one's sessions everywhere but here. */
export async function signOutElsewhere(user: SignedIn, here: string): Promise<void> {
  await system.$transaction((tx) => endSessions(tx, user.id, here))
}

/**
 * Closes one's own account: nobody can sign in with it any more, all sessions end, and what one made
 * keeps its author. Refused while a space would be left without an owner.
 */
export async function deactivateAccount(user: SignedIn): Promise<Outcome> {
  const orphans = await spacesOnlyOwnedBy(user.id)
  if (orphans.length > 0) return refused(explainOrphans(orphans))
  try {
    await system.$transaction(async (tx) => {
      await tx.user.update({ where: { id: user.id }, data: { status: 'DEACTIVATED' } })
      await tx.emailToken.deleteMany({ where: { email: user.email, usedAt: null } })
      await endSessions(tx, user.id)
    })
    return { ok: true }
  } catch (error) {
    // The database has the last word: another owner may have left a moment ago.
    const { code, message } = problemOf(error)
    if (code !== 'conflict') throw error
    return refused(message)
  }
}

/** Names of the spaces that have no other owner who can sign in. */
async function spacesOnlyOwnedBy(userId: string): Promise<string[]> {
  const owners = { role: 'OWNER', expiresAt: null } as const
  const spaces = await system.space.findMany({
    where: {
      members: {
        some: { userId, ...owners },
        none: { userId: { not: userId }, user: { status: 'ACTIVE' }, ...owners },
      },
    },
    orderBy: { name: 'asc' },
  })
  return spaces.map(({ name }) => name)
}

function explainOrphans(names: string[]): string {
  const list = new Intl.ListFormat('en').format(names)
  return names.length === 1
    ? `You are the only owner of ${list}. Hand it over or delete it first.`
    : `You are the only owner of ${list}. Hand them over or delete them first.`
}
