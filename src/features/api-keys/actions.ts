'use server'
import * as keys from '@/lib/auth/manage-api-keys'
import type { NewApiKey, Overlap } from '@/lib/auth/new-api-key'
import { requireSpace } from '@/lib/auth/space-gate'

/** What goes beyond one record: a user, a membership and a secret with each key. */

export async function makeKey(slug: string, input: NewApiKey) {
  const { user } = await requireSpace(slug)
  return keys.makeKey(user, slug, input)
}

export async function rotateKey(slug: string, keyId: string, hours: Overlap) {
  const { user } = await requireSpace(slug)
  return keys.rotateKey(user, slug, keyId, hours)
}

export async function revokeKey(slug: string, keyId: string) {
  const { user } = await requireSpace(slug)
  return keys.revokeKey(user, slug, keyId)
}
