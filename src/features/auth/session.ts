import { signIn, signOut } from 'next-auth/react'
import { paths } from '@/lib/paths'

/**
 * Signing in and out in the browser. Both end with loading a page anew, so that nothing which one
 * person's pages keep in memory is there for the next.
 */

/** Signs in, without leaving the page yet. `reason` is the server's sentence. */
export async function signInWithPassword(
  email: string,
  password: string,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const answer = await signIn('credentials', { email, password, redirect: false })
  if (answer?.ok) return { ok: true }
  return { ok: false, reason: answer?.error ?? 'Signing in did not work. Please try again.' }
}

/** Leaves for the identity provider, which leads back to `next`. */
export async function signInWithProvider(next: string): Promise<void> {
  await signIn('oidc', { callbackUrl: next })
}

/** Signs out and leaves for `next`. */
export async function signOutHere(next: string = paths.signIn): Promise<void> {
  await signOut({ redirect: false })
  window.location.assign(next)
}
