'use server'
import { requireUser } from '@/lib/auth/current-user'
import type { NewSpace } from '@/lib/auth/new-space'
import { requireSpace } from '@/lib/auth/space-gate'
import * as spaces from '@/lib/auth/spaces'

/** Making and deleting a space touches more than what anybody inside it may write. */

export async function createSpace(input: NewSpace) {
  return spaces.createSpace(await requireUser(), input)
}

export async function deleteSpace(slug: string, typedName: string) {
  const { user } = await requireSpace(slug)
  return spaces.deleteSpace(user, slug, typedName)
}
