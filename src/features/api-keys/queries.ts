import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetPosition, type KeysetSort, keysetSegments } from '@/lib/query/keyset'

/** The queries of this feature, for prefetching and for the hooks alike. */

export const PAGE_SIZE = 50

export const byCreation: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

/** A page of the keys of a space, revoked ones included, the newest first, and one row more. */
export function keyPage(position?: KeysetPosition) {
  const { head } = keysetSegments(byCreation, position)
  return {
    where: head.where,
    select: {
      id: true,
      createdAt: true,
      createdById: true,
      name: true,
      prefix: true,
      role: true,
      readOnly: true,
      networks: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
    },
    orderBy: head.orderBy,
    take: PAGE_SIZE + 1,
  } satisfies Prisma.ApiKeyFindManyArgs
}

export type KeyRow = Prisma.ApiKeyGetPayload<ReturnType<typeof keyPage>>
