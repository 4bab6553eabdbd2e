'use server'
import { headers } from 'next/headers'
import * as invitations from '@/lib/auth/accept-invitation'
import { ADDRESS_HEADER, addressKey } from '@/lib/auth/client-address'
import { requireUser } from '@/lib/auth/current-user'
import type { NewAccount, SignUpRequest } from '@/lib/auth/new-account'
import * as resets from '@/lib/auth/password-reset'
import * as signUps from '@/lib/auth/sign-up'

/** What the pages for people who are not signed in yet can do. `secret` is that of a mail's link. */

export async function requestSignUp(input: SignUpRequest) {
  return signUps.requestSignUp(input, await caller())
}

export async function finishSignUp(account: NewAccount, secret: string) {
  return signUps.finishSignUp(account, secret, await caller())
}

export async function requestPasswordReset(email: string) {
  return resets.requestPasswordReset(email, await caller())
}

export async function resetPassword(password: string, secret: string) {
  return resets.resetPassword(password, secret, await caller())
}

export async function acceptInvitation(secret: string) {
  return invitations.acceptInvitation(await requireUser(), secret, await caller())
}

export async function acceptInvitationAsNewUser(account: NewAccount, secret: string) {
  return invitations.acceptInvitationAsNewUser(account, secret, await caller())
}

const caller = async () => addressKey((await headers()).get(ADDRESS_HEADER))
