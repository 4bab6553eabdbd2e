import { createHash } from 'node:crypto'
import { type Query, rowsOf } from './rows'

/**
 * Checks the audit trail of a space: that the hash of every link is the one that its events and the
 * link before it give (studyspace_audit_seal in prisma/guarantees.sql computes it when they are
 * written), that no number is left out, and that every event has its link. The hashes are computed
 * here, from the events as they stand; the trail is read once, a page at a time.
 */

/** What is wrong, and where; of the trail as a whole without either. */
export type Fault = {
  /** Number of the link. */
  link?: number
  /** Id of the event. */
  event?: string
  problem: string
}

/** What was looked at; `head` is the hash of the last link, or '' without one. */
export type Trail = { events: number; links: number; head: string }

/**
 * @param query a transaction is opened and ended with it, so that what others write meanwhile does not
 * matter.
 * @param report is told each fault as it is found.
 * @param head the hash of a link as somebody wrote it down earlier: the trail must still contain it.
 */
export async function verifyTrail(
  query: Query,
  spaceId: string,
  report: (fault: Fault) => void,
  head?: string,
): Promise<Trail> {
  await query('begin isolation level repeatable read read only')
  try {
    const trail: Trail = { events: 0, links: 0, head: '' }
    let former: Link | undefined
    let sought = head
    for await (const link of linksOf(query, spaceId)) {
      for (const problem of problemsOf(link, former)) report({ link: link.number, problem })
      trail.links += 1
      trail.events += link.found
      trail.head = link.hash
      if (link.hash === sought) sought = undefined
      former = link
    }
    for await (const { id } of rowsOf<{ id: string }>(query, EVENTS_WITHOUT_LINK, [spaceId])) {
      report({ event: id, problem: 'belongs to no link' })
      trail.events += 1
    }
    if (sought !== undefined) report({ problem: `No link has the hash ${sought} any more` })
    return trail
  } finally {
    await query('rollback')
  }
}

/** A link as it stands. */
type Stored = {
  number: number
  id: string
  spaceId: string
  events: number
  previous: string
  hash: string
}

/** A link, with what its events come to: how many there are, and the hash that they give. */
type Link = Stored & { found: number; computed: string }

/** A link with one of its events, or with none. */
type Row = Stored & { event: string | null; content: string }

const LINKS_WITH_EVENTS = `
  select l.number, l.id, l."spaceId", l.events, l.previous, l.hash,
         e.id as event, studyspace_audit_content(e) as content
  from "AuditLink" l left join "AuditEvent" e on e."linkId" = l.id
  where l."spaceId" = $1
  order by l.number, l.id collate "C", e.id collate "C"`

const EVENTS_WITHOUT_LINK = `
  select e.id from "AuditEvent" e
  where e."spaceId" = $1
    and not exists (select from "AuditLink" l where l.id = e."linkId" and l."spaceId" = e."spaceId")`

async function* linksOf(query: Query, spaceId: string): AsyncGenerator<Link> {
  let open: { stored: Stored; found: number; digest: ReturnType<typeof createHash> } | undefined
  const finished = () => open && { ...open.stored, found: open.found, computed: hashOf(open) }
  for await (const row of rowsOf<Row>(query, LINKS_WITH_EVENTS, [spaceId])) {
    if (open?.stored.id !== row.id) {
      const link = finished()
      if (link) yield link
      open = { stored: row, found: 0, digest: createHash('sha256') }
    }
    if (row.event === null) continue
    open.found += 1
    open.digest.update(createHash('sha256').update(row.content).digest())
  }
  const last = finished()
  if (last) yield last
}

/** As studyspace_audit_seal computes it: over the text of a jsonb array, which has a space after each comma. */
function hashOf({
  stored: { previous, spaceId, number, id },
  found,
  digest,
}: {
  stored: Stored
  found: number
  digest: ReturnType<typeof createHash>
}): string {
  const parts = [previous, spaceId, number, id, found, found > 0 ? digest.digest('hex') : null]
  const text = `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`
  return createHash('sha256').update(text).digest('hex')
}

function problemsOf(link: Link, former: Link | undefined): string[] {
  const expected = (former?.number ?? 0) + 1
  const problems: string[] = []
  if (link.number > expected) {
    const last = link.number - 1
    problems.push(
      last === expected ? `link ${last} is missing` : `links ${expected} to ${last} are missing`,
    )
  } else if (link.number < expected) {
    problems.push('its number is not one more than that of the link before it')
  } else if (link.previous !== (former?.hash ?? '')) {
    problems.push('it does not continue the link before it')
  }
  if (link.found !== link.events) {
    problems.push(`it was sealed with ${counted(link.events)} and has ${link.found}`)
  }
  if (link.computed !== link.hash) {
    problems.push('its hash does not fit: it or one of its events was changed, added or removed')
  }
  return problems
}

const counted = (events: number) => `${events} ${events === 1 ? 'event' : 'events'}`
