import { expect } from 'vitest'
import { system } from '@/lib/db/system'
import { type Problem, problemOf } from '@/lib/errors/problem'

/**
 * What a call came to, as the person who made it would be told: a problem, or null when it worked.
 * `work` is undefined where the door has no such operation, which no test means to ask.
 */
export async function problemFrom(work: Promise<unknown> | undefined): Promise<Problem | null> {
  if (!work) throw new Error('There is no such operation.')
  try {
    await work
    return null
  } catch (error) {
    return problemOf(error)
  }
}

/** `done`, or the code of the problem. */
export async function answerOf(
  work: Promise<unknown> | undefined,
): Promise<'done' | Problem['code']> {
  return (await problemFrom(work))?.code ?? 'done'
}

/** Runs `work` and expects every row of the database to be as before, to the byte. */
export async function expectNothingChanged<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = await fingerprint()
  const result = await work()
  expect(await fingerprint(), 'the rows of the database').toEqual(before)
  return result
}

/** Runs `work` and expects the rows of one space to be as before, to the byte. */
export async function expectSpaceUnchanged<Result>(
  spaceId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = await fingerprint(spaceId)
  const result = await work()
  expect(await fingerprint(spaceId), 'the rows of the other space').toEqual(before)
  return result
}

type Table = { name: string; inSpace: boolean }
let tables: Promise<Table[]> | undefined

/**
 * The trail grows with every case, and a trigger keeps its rows as they are (audit-chain.test.ts): how
 * many there are and which is the latest says whether it changed.
 */
const TRAIL = ['AuditEvent', 'AuditLink']

const digestOf = (table: string) =>
  TRAIL.includes(table)
    ? `concat(count(*), ' ', max(id))`
    : `concat(count(*), ' ', sum(hashtextextended(t::text, 0)))`

/** One hash for each table, over all rows or over those of one space. */
async function fingerprint(spaceId?: string): Promise<Record<string, string | null>> {
  tables ??= system.$queryRaw<Table[]>`
    select t.table_name::text as name, bool_or(c.column_name = 'spaceId') as "inSpace"
    from information_schema.tables t
    join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = current_schema() and t.table_name not like '\\_%'
    group by t.table_name`
  const parts = (await tables)
    .filter(({ name, inSpace }) => !spaceId || inSpace || name === 'Space')
    .map(({ name, inSpace }) => {
      const filter = spaceId ? `where ${inSpace ? '"spaceId"' : 'id'} = '${spaceId}'` : ''
      return `'${name}', (select ${digestOf(name)} from "${name}" t ${filter})`
    })
  const [row] = await system.$queryRawUnsafe<{ hashes: Record<string, string | null> }[]>(
    `select jsonb_build_object(${parts.join(', ')}) as hashes`,
  )
  return row?.hashes ?? {}
}
