import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { after } from 'next/server'
import { cache } from 'react'
import type { Role } from '@/generated/prisma/enums'
import { type Db, openDoor } from '@/lib/db/door'
import { requireUser } from './current-user'
import { findLiveMembership, isUseStale, recordUse, type SpaceScope } from './membership'
import type { SignedIn } from './sessions'

/** What a page or action inside a space has proven, and the only client that it may use. */
export type SpacePass = { user: SignedIn; space: SpaceScope; role: Role; db: Db }

/**
 * The gate of every page and server action of a space; asked once per request. Signed out leads to
 * the sign-in page. A space that does not exist and one that is not yours are both "not found".
 */
export const requireSpace = cache(async (slug: string): Promise<SpacePass> => {
  const user = await requireUser()
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) notFound()
  const { space, role } = membership
  if (isUseStale(membership)) after(() => recordUse(user.id, space.id))
  const requestId = (await headers()).get('x-request-id') ?? undefined
  const db = openDoor({ userId: user.id, spaceId: space.id }, { requestId })
  return { user, space, role, db }
})
