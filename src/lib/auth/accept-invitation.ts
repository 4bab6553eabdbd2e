import type { EmailToken } from '@/generated/prisma/client'
import type { Role } from '@/generated/prisma/enums'
import { actAs, type SystemTransaction, system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { createAccount } from './accounts'
import { lockToken, readToken, spendToken } from './email-tokens'
import { type NewAccount, newAccount } from './new-account'
import { type Outcome, refused, refusedInput } from './outcome'
import { countFailures, limits } from './rate-limits'
import type { SignedIn } from './sessions'

/** What stands between a link and its invitation. */
export type ClosedInvitation = 'used' | 'expired' | 'withdrawn' | 'unknown'

export type InvitationState =
  | {
      state: 'open'
      email: string
      role: Role
      space: { slug: string; name: string }
      /** Whether somebody can sign in with this e-mail address. */
      account: 'none' | 'active' | 'deactivated'
    }
  | { state: ClosedInvitation }

/** Looks at an invitation for its page; uses nothing up. */
export async function readInvitation(secret: string): Promise<InvitationState> {
  const found = await readToken('INVITATION', secret)
  if (found.state !== 'live') return { state: found.state }
  const open = await openInvitationOf(system, found.token)
  if (open.state !== 'open') return open
  const { email, role, space } = open.invitation
  const user = await system.user.findUnique({ where: { email }, select: { status: true } })
  const account = !user ? 'none' : user.status === 'ACTIVE' ? 'active' : 'deactivated'
  return { state: 'open', email, role, space: { slug: space.slug, name: space.name }, account }
}

/** Who joined where. */
export type Accepted = { email: string; slug: string; space: string }

/** Joins the space of an invitation as the signed-in user, whose e-mail must be the invited one. */
export async function acceptInvitation(
  user: SignedIn,
  secret: string,
  address: string,
): Promise<Outcome<Accepted>> {
  return settle(address, (tx) => join(tx, secret, async () => user))
}

/** Makes an account for the invited e-mail, which the link proves, and joins, in one transaction. */
export async function acceptInvitationAsNewUser(
  account: NewAccount,
  secret: string,
  address: string,
): Promise<Outcome<Accepted>> {
  const parsed = newAccount.safeParse(account)
  if (!parsed.success) return refusedInput(parsed.error)
  return settle(address, (tx) =>
    join(tx, secret, (token) => createAccount(tx, token.email, parsed.data)),
  )
}

function settle(
  address: string,
  work: (tx: SystemTransaction) => Promise<Outcome<Accepted>>,
): Promise<Outcome<Accepted>> {
  return countFailures([{ limit: limits.link, key: address }], async () => {
    try {
      return await system.$transaction(work)
    } catch (error) {
      if (problemOf(error).code !== 'conflict') throw error
      return refused('There is an account with this e-mail address now. Sign in and try again.')
    }
  })
}

async function join(
  tx: SystemTransaction,
  secret: string,
  whoIs: (token: EmailToken) => Promise<SignedIn>,
): Promise<Outcome<Accepted>> {
  const found = await lockToken(tx, 'INVITATION', secret)
  if (found.state !== 'live') return refused(explainClosed(found.state))
  const { token } = found
  await tx.$queryRaw`select from "Invitation" where id = ${token.invitationId} for update`
  const open = await openInvitationOf(tx, token)
  if (open.state !== 'open') return refused(explainClosed(open.state))
  const { id, spaceId, role, space } = open.invitation

  const user = await whoIs(token)
  if (user.email !== token.email) {
    return refused(`This invitation is for ${token.email}. You are signed in as ${user.email}.`)
  }
  await actAs(tx, user.id)
  await enter(tx, user.id, spaceId, role)
  await tx.invitation.update({ where: { id }, data: { acceptedAt: new Date() } })
  await spendToken(tx, token)
  return { ok: true, email: user.email, slug: space.slug, space: space.name }
}

/** A live membership stays as it is; one that expired begins anew with the invited role. */
async function enter(
  tx: SystemTransaction,
  userId: string,
  spaceId: string,
  role: Role,
): Promise<void> {
  const where = { spaceId_userId: { spaceId, userId } }
  const membership = await tx.spaceUser.findUnique({ where })
  if (!membership) {
    await tx.spaceUser.create({ data: { spaceId, userId, role } })
  } else if (membership.expiresAt && membership.expiresAt <= new Date()) {
    await tx.spaceUser.update({ where, data: { role, expiresAt: null } })
  }
}

/** The invitation that a live token belongs to, unless there is a reason against it. */
async function openInvitationOf(client: Pick<SystemTransaction, 'invitation'>, token: EmailToken) {
  const invitation = await client.invitation.findUnique({
    where: { id: token.invitationId ?? '' },
    include: { space: true },
  })
  if (invitation?.space.status !== 'ACTIVE') return { state: 'withdrawn' } as const
  if (invitation.acceptedAt) return { state: 'used' } as const
  if (invitation.expiresAt <= new Date()) return { state: 'expired' } as const
  return { state: 'open', invitation } as const
}

/** Why a link leads nowhere, and what to do. */
export function explainClosed(state: ClosedInvitation): string {
  switch (state) {
    case 'used':
      return 'This invitation was accepted already. Sign in to open the space.'
    case 'expired':
      return 'This invitation has expired. Ask the person who invited you to send it again.'
    case 'withdrawn':
      return 'This invitation was withdrawn. Ask the person who invited you if you think this is a mistake.'
    case 'unknown':
      return 'This link does not work. Perhaps a newer mail replaced it, or the address was cut off: open the link of the newest invitation.'
  }
}
