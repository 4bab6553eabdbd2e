'use server'
import * as invitations from '@/lib/auth/invitations'
import * as memberships from '@/lib/auth/memberships'
import type { NewInvitation } from '@/lib/auth/new-invitation'
import { requireSpace } from '@/lib/auth/space-gate'

/** What goes beyond one record: mails, two memberships at once, and the last owner. */

export async function invite(slug: string, input: NewInvitation) {
  const { user } = await requireSpace(slug)
  return invitations.invite(user, slug, input)
}

export async function resendInvitation(slug: string, invitationId: string) {
  const { user } = await requireSpace(slug)
  return invitations.resendInvitation(user, slug, invitationId)
}

export async function transferOwnership(slug: string, toUserId: string) {
  const { user } = await requireSpace(slug)
  return memberships.transferOwnership(user, slug, toUserId)
}

export async function leaveSpace(slug: string) {
  const { user } = await requireSpace(slug)
  return memberships.leaveSpace(user, slug)
}
