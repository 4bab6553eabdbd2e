'use server'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { ADDRESS_HEADER, addressKey } from '@/lib/auth/client-address'
import { getSessionSecret, requireUser } from '@/lib/auth/current-user'
import { type Outcome, refusedInput } from '@/lib/auth/outcome'
import * as own from '@/lib/auth/own-account'
import type { PasswordChange } from '@/lib/auth/password-change'
import { requestPasswordReset } from '@/lib/auth/password-reset'
import { openDoor } from '@/lib/db/door'
import { paths } from '@/lib/paths'
import { profileForm } from './schema'

export async function saveName(input: { name: string }): Promise<Outcome> {
  const { id } = await requireUser()
  const parsed = profileForm.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  await openDoor({ userId: id }).user.update({ where: { id }, data: parsed.data })
  revalidatePath(paths.account)
  return { ok: true }
}

export async function changePassword(input: PasswordChange): Promise<Outcome> {
  const result = await own.changePassword(await requireUser(), input, await presentSession())
  revalidatePath(paths.account)
  return result
}

/** For somebody who has no password yet, because they came through single sign-on. */
export async function requestFirstPassword(): Promise<Outcome> {
  const { email } = await requireUser()
  return requestPasswordReset(email, addressKey((await headers()).get(ADDRESS_HEADER)))
}

export async function signOutElsewhere(): Promise<Outcome> {
  await own.signOutElsewhere(await requireUser(), await presentSession())
  revalidatePath(paths.account)
  return { ok: true }
}

/** Afterwards nobody is signed in any more, here neither. */
export async function deactivateAccount(): Promise<Outcome> {
  return own.deactivateAccount(await requireUser())
}

async function presentSession(): Promise<string> {
  return (await getSessionSecret()) ?? ''
}
