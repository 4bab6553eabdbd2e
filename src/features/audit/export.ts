import { peopleNames } from '@/features/participants/queries'
import { answering } from '@/lib/api/respond'
import { requireNoOtherSite } from '@/lib/api/same-origin'
import { streamOf } from '@/lib/api/stream'
import { canRole } from '@/lib/auth/access'
import type { Identity } from '@/lib/auth/identity'
import { findLiveMembership, type SpaceScope } from '@/lib/auth/membership'
import { passOfSession } from '@/lib/auth/session-pass'
import { CSV_MARK } from '@/lib/csv'
import { openDoor } from '@/lib/db/door'
import { recordExport } from '@/lib/db/record-read'
import { Rejection } from '@/lib/errors/rejection'
import { keysetMark } from '@/lib/query/keyset'
import { note } from '@/lib/request-note'
import { dayIn } from '@/lib/zoned-day'
import { csvHead, csvOfEvent } from './csv'
import { chosenOf, parseTrailState, type TrailFilter, trailSort } from './list-state'
import { eventPage } from './queries'

/** Events that are read at once. */
const BATCH = 1_000

/**
 * `GET /api/export/audit?space=<slug>` with the filters of the list: the trail as CSV, the newest
 * first. That it is taken out is recorded before the first line leaves.
 */
export function exportTrail(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    requireNoOtherSite(request)
    const query = new URL(request.url).searchParams
    const { identity, space } = await requireReader(request, query.get('space') ?? '')
    note(request, { route: '/api/export/audit', space: space.id })
    const { position: _, ...filter } = parseTrailState(query)
    await recordExport(identity, 'AuditEvent', { format: 'CSV', ...chosenOf(filter) }, trace)
    const file = `audit-trail-${space.slug}-${dayIn(space.timeZone, Date.now())}.csv`
    return new Response(streamOf(csvOfTrail(identity, space, filter), trace.requestId), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${file}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

type Reader = { identity: Identity; space: SpaceScope }

/** @throws Rejection, the same one for a space that does not exist and for one whose trail is closed. */
async function requireReader(request: Request, slug: string): Promise<Reader> {
  const pass = await passOfSession(request, slug)
  if (!pass || !canRole(pass.role, 'AuditEvent', 'read')) {
    throw new Rejection(
      'not_found',
      'This space does not exist, or its audit trail is not yours to read.',
    )
  }
  return pass
}

async function mayStillRead(userId: string, slug: string): Promise<boolean> {
  const membership = await findLiveMembership(userId, slug)
  return membership !== null && canRole(membership.role, 'AuditEvent', 'read')
}

async function* csvOfTrail(
  identity: Identity,
  { slug, timeZone: zone }: SpaceScope,
  filter: TrailFilter,
): AsyncGenerator<string> {
  const db = openDoor(identity)
  const names = new Map<string, string>()
  yield CSV_MARK + csvHead(zone)
  let last: { id: string; createdAt: Date } | undefined
  for (;;) {
    const position = last && { side: 'after' as const, mark: keysetMark(trailSort, last) }
    const events = await db.auditEvent.findMany(eventPage(filter, zone, position, BATCH))
    // To somebody whose right has ended the door shows nothing, which would pass for the end of the trail.
    if (!(await mayStillRead(identity.userId, slug)))
      throw new Error('The right to export has ended.')
    const unknown = events.map((event) => event.createdById).filter((id) => !names.has(id))
    if (unknown.length > 0) {
      for (const { id, name } of await db.user.findMany(peopleNames(unknown))) names.set(id, name)
    }
    const nameOf = (id: string) => names.get(id)
    yield events.map((event) => csvOfEvent(event, { zone, nameOf })).join('')
    last = events.at(-1)
    if (events.length < BATCH) return
  }
}
