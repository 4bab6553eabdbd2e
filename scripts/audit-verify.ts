import './env-file'
import './environment'
import { parseArgs } from 'node:util'
import type { Query } from '@/lib/audit/rows'
import { type Fault, verifyTrail } from '@/lib/audit/verify'
import { connectTo } from '@/lib/db/connect-to'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { openDatabase } from './database'

const USAGE =
  'Say which space: npm run audit:verify -- --space demo-university, and if you wrote down the head of its trail earlier, --head HASH'

/**
 * `npm run audit:verify -- --space SLUG [--head HASH]`: checks that nothing was changed in, added to or left out of
 * the audit trail of a space. Prints each fault, and ends with 1 if there is one.
 */
await command(async () => {
  const { space, head } = argumentsIn(process.argv.slice(2))
  const database = await openDatabase()
  try {
    const client = await connectTo(database.url)
    try {
      const query: Query = async (sql, values) => (await client.query(sql, values)).rows
      process.exitCode = (await isIntact(query, space, head)) ? 0 : 1
    } finally {
      await client.end()
    }
  } finally {
    await database.release()
  }
})

function argumentsIn(args: string[]): { space: string; head?: string } {
  try {
    const options = { space: { type: 'string' }, head: { type: 'string' } } as const
    const { space, head } = parseArgs({ args, options }).values
    if (space) return { space, head }
  } catch {
    // An argument that is not known: the same answer.
  }
  throw new Refusal(USAGE)
}

async function isIntact(query: Query, slug: string, known?: string): Promise<boolean> {
  const spaceId = await spaceOf(query, slug)
  if (!spaceId) {
    await sayDeleted(query, slug)
    return true
  }
  let faults = 0
  const report = (fault: Fault) => {
    faults += 1
    say(sentenceOf(fault))
  }
  const { events, links, head } = await verifyTrail(query, spaceId, report, known)
  const size = `${counted(events, 'event')} in ${counted(links, 'link')}; head ${head || 'none yet'}`
  say(
    faults === 0
      ? `The audit trail of ${slug} is intact: ${size}`
      : `The audit trail of ${slug} is not intact: ${counted(faults, 'fault')}. ${size}`,
  )
  return faults === 0
}

async function spaceOf(query: Query, slug: string): Promise<string | undefined> {
  const [trail] = await query<{ made: boolean }>(
    `select to_regclass('"AuditLink"') is not null as made`,
  )
  if (!trail?.made) {
    throw new Refusal('This database has no audit trail yet: start the server once.')
  }
  const [space] = await query<{ id: string }>('select id from "Space" where slug = $1', [slug])
  return space?.id
}

/** @throws Refusal when there never was such a space. */
async function sayDeleted(query: Query, slug: string): Promise<void> {
  const rows = await query<{
    deletedAt: Date
    deletedById: string
    links: number
    hash: string
  }>('select * from "DeletedSpace" where slug = $1 order by "deletedAt"', [slug])
  if (rows.length === 0) throw new Refusal(`There is no space "${slug}", and there never was one.`)
  for (const { deletedAt, deletedById, links, hash } of rows) {
    say(
      `The space ${slug} was deleted on ${deletedAt.toISOString()} by ${deletedById}, and its audit trail with it: ${counted(links, 'link')}; head ${hash}`,
    )
  }
}

function sentenceOf({ link, event, problem }: Fault): string {
  const where = link !== undefined ? `Link ${link}: ` : event ? `Event ${event}: ` : ''
  return `${where}${problem}.`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
