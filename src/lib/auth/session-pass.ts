import { systemPool } from '@/lib/db/system'
import { Rejection } from '@/lib/errors/rejection'
import { note } from '../request-note'
import { SharedQuestion } from '../shared-question'
import { secretOfRequest, userOfRequest } from './current-user'
import type { Identity } from './identity'
import type { LiveMembership, SpaceScope } from './membership'
import { hashOf } from './secrets'

/** What a request with a live session has proven of a space. */
export type SessionPass = {
  identity: Required<Identity>
  role: LiveMembership['role']
  space: SpaceScope
}

type Row = SpaceScope & { userId: string; role: SessionPass['role'] | null }

/**
 * Session, user, membership and space in one statement, which every request of a page waits for; that
 * makes signing out, removing and suspending act at once. Named, so that a connection plans it once.
 */
const FIND = {
  name: 'studyspace_session_pass',
  text: `
    select json_build_object(
      'userId', u.id, 'role', m.role, 'id', s.id, 'slug', s.slug, 'name', s.name,
      'timeZone', s."timeZone", 'defaultLocale', s."defaultLocale", 'locales', s.locales)
    from "Session" e
    join "User" u on u.id = e."userId" and u.status = 'ACTIVE'
    left join ("Space" s join "SpaceUser" m on m."spaceId" = s.id)
      on s.slug = $2 and s.status = 'ACTIVE' and m."userId" = u.id
        and (m."expiresAt" is null or m."expiresAt" > now())
    where e."tokenHash" = $1 and e."expiresAt" > now()`,
}

/** A page asks for several things at once. */
const finding = new SharedQuestion<Row | undefined>()

/**
 * Who calls, and that they are a member of a space now. Null says the same of a space that does not exist
 * and of one that is somebody else's.
 * @throws Rejection `signed_out`.
 */
export async function passOfSession(request: Request, slug: string): Promise<SessionPass | null> {
  const secret = await secretOfRequest(request)
  if (!secret) throw signedOut()
  const values = [hashOf(secret), slug]
  const find = () => systemPool.askForOne<Row>({ ...FIND, values })
  const row = await finding.answer(JSON.stringify(values), find)
  if (!row) throw signedOut()
  const { userId, role, ...space } = row
  note(request, { actor: userId, ...(role && { space: space.id }) })
  return role && { identity: { userId, spaceId: space.id }, role, space }
}

/** Who calls, in no space. @throws Rejection `signed_out`. */
export async function callerOfSession(request: Request): Promise<Identity> {
  const user = await userOfRequest(request)
  if (!user) throw signedOut()
  return { userId: user.id }
}

const signedOut = () => new Rejection('signed_out', 'You are signed out. Sign in and try again.')
