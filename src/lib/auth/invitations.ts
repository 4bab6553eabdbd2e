import { z } from 'zod'
import { transactAs } from '@/lib/db/door'
import type { SystemTransaction } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { deliverSoon } from '@/lib/mail/delivery'
import { invitationLetter } from '@/lib/mail/letters'
import { queueMail } from '@/lib/mail/outbox'
import { issueToken } from './email-tokens'
import { findLiveMembership, type SpaceScope } from './membership'
import { type NewInvitation, newInvitation } from './new-invitation'
import { NO_SUCH_SPACE, type Outcome, refused, refusedInput } from './outcome'
import { countTry, limits } from './rate-limits'
import type { SignedIn } from './sessions'

const HOURS = 7 * 24
const FORBIDDEN =
  'Your role does not allow this invitation: owners invite anybody, admins invite coordinators and viewers.'

/**
 * Invites an e-mail address into a space. The rules of Invitation in schema.zmodel decide who may;
 * the mail is written in the same transaction.
 */
export async function invite(
  user: SignedIn,
  slug: string,
  input: NewInvitation,
): Promise<Outcome<{ invitationId: string }>> {
  const parsed = newInvitation.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  const wait = await countTry([{ limit: limits.invitation, key: user.id }])
  if (wait) return refused(wait)

  const { space } = membership
  const { email, role } = parsed.data
  const identity = { userId: user.id, spaceId: space.id }
  try {
    const invitationId = await transactAs(identity, async (db, tx) => {
      if (await isLiveMember(tx, space.id, email)) return null
      // One open invitation per address: one that nobody took up in time makes room.
      await db.invitation.deleteMany({
        where: { email, acceptedAt: null, expiresAt: { lte: new Date() } },
      })
      const { id } = await db.invitation.create({ data: { email, role, expiresAt: inAWeek() } })
      await mailLink(tx, user, space, { id, email, role })
      return id
    })
    if (!invitationId) return refused('Already a member.', { email: 'This is a member already.' })
    deliverSoon()
    return { ok: true, invitationId }
  } catch (error) {
    const { code } = problemOf(error)
    if (code === 'forbidden' || code === 'not_found') return refused(FORBIDDEN)
    if (code !== 'conflict') throw error
    return refused('There is an open invitation already.', {
      email: 'This address has an open invitation already. You can send it again.',
    })
  }
}

/** Sends an open invitation again, for another week; the link of the former mail stops working. */
export async function resendInvitation(
  user: SignedIn,
  slug: string,
  invitationId: string,
): Promise<Outcome> {
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  const wait = await countTry([{ limit: limits.invitation, key: user.id }])
  if (wait) return refused(wait)

  const { space } = membership
  const sent = await transactAs({ userId: user.id, spaceId: space.id }, async (db, tx) => {
    const open = { id: z.uuid().parse(invitationId), acceptedAt: null }
    // Nothing changes for somebody whom the rules do not let see or change it.
    const { count } = await db.invitation.updateMany({
      where: open,
      data: { expiresAt: inAWeek() },
    })
    if (count === 0) return false
    await tx.emailToken.deleteMany({ where: { invitationId } })
    await mailLink(tx, user, space, await tx.invitation.findUniqueOrThrow({ where: open }))
    return true
  })
  if (!sent) return refused('This invitation was accepted or withdrawn in the meantime.')
  deliverSoon()
  return { ok: true }
}

async function mailLink(
  tx: SystemTransaction,
  user: SignedIn,
  space: SpaceScope,
  { id, email, role }: { id: string; email: string; role: string },
): Promise<void> {
  const secret = await issueToken(tx, { purpose: 'INVITATION', email, invitationId: id }, HOURS)
  await queueMail(
    tx,
    invitationLetter(email, secret, { inviter: user.name, space: space.name, role }),
  )
}

async function isLiveMember(tx: SystemTransaction, spaceId: string, email: string) {
  const live = { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
  return (await tx.spaceUser.count({ where: { spaceId, user: { email }, ...live } })) > 0
}

const inAWeek = () => new Date(Date.now() + HOURS * 60 * 60 * 1000)
