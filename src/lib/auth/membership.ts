import type { Role } from '@/generated/prisma/enums'
import { system, systemPool } from '@/lib/db/system'

/** A space as its members know it. */
export type SpaceScope = {
  id: string
  slug: string
  name: string
  /** IANA name. */
  timeZone: string
  defaultLocale: string
  locales: string[]
}

export type LiveMembership = { space: SpaceScope; role: Role; lastUsedAt: Date | null }

type Row = SpaceScope & Pick<LiveMembership, 'role' | 'lastUsedAt'>

/** Asked on every request: named, so that a connection plans it once, and past Prisma's compiler. */
const FIND = {
  name: 'studyspace_live_membership',
  text: `
    select s.id, s.slug, s.name, s."timeZone", s."defaultLocale", s.locales, m.role, m."lastUsedAt"
    from "Space" s
    join "SpaceUser" m on m."spaceId" = s.id
    join "User" u on u.id = m."userId"
    where s.slug = $1 and m."userId" = $2
      and s.status = 'ACTIVE' and u.status = 'ACTIVE'
      and (m."expiresAt" is null or m."expiresAt" > now())`,
}

/**
 * The membership that lets a user into a space now: not expired, user and space active. Null says
 * the same of a space that does not exist and of one that is somebody else's.
 */
export async function findLiveMembership(
  userId: string,
  slug: string,
): Promise<LiveMembership | null> {
  const { rows } = await systemPool.query<Row>({ ...FIND, values: [slug, userId] })
  const [row] = rows
  if (!row) return null
  const { role, lastUsedAt, ...space } = row
  return { space, role, lastUsedAt }
}

const USED_LATELY_MS = 5 * 60 * 1000

/** Whether `lastUsedAt` is old enough to be written again. */
export function isUseStale({ lastUsedAt }: LiveMembership): boolean {
  return !lastUsedAt || Date.now() - lastUsedAt.getTime() > USED_LATELY_MS
}

/** Remembers that the space was used, for the order of the space switcher. */
export async function recordUse(userId: string, spaceId: string): Promise<void> {
  await system.$executeRaw`
    update "SpaceUser" set "lastUsedAt" = now() where "spaceId" = ${spaceId} and "userId" = ${userId}`
}
