import { type Client, DatabaseError, escapeIdentifier } from 'pg'
import { type Table, tables } from '@/generated/tenancy'

/** Row-level security: on, forced, and with the policies of the schema and no other. */

/**
 * Tables that are missing or not fenced, and policies that are missing, changed or too much.
 * @param client inside a transaction.
 */
export async function policyGaps(client: Client, asking = tables): Promise<string[]> {
  const { rows } = await client.query<Secured>(LIVE_TABLES)
  const live = new Map(rows.map((row) => [row.name, row]))
  const conditions = await printedConditions(
    client,
    asking.filter(({ name }) => live.has(name)),
  )
  if (typeof conditions === 'string') return [conditions]
  return asking.flatMap((table) => {
    const found = live.get(table.name)
    if (!found) return [`The table ${table.name} is missing.`]
    return [
      ...(found.secured ? [] : [`Row-level security of ${table.name} is off.`]),
      ...(found.forced ? [] : [`Row-level security of ${table.name} is not forced on its owner.`]),
      ...gapsOf(table, found.policies, conditions),
    ]
  })
}

type Secured = { name: string; secured: boolean; forced: boolean; policies: LivePolicy[] }

type LivePolicy = {
  name: string
  command: string
  permissive: boolean
  using: string | null
  check: string | null
  /** For whom: everybody, or the owner of the table alone, or somebody else. */
  to: 'all' | 'owner' | 'others'
}

const LIVE_TABLES = `
  select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    (select coalesce(jsonb_agg(jsonb_build_object('name', polname, 'command', polcmd, 'permissive', polpermissive,
       'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid),
       'to', case when polroles = '{0}' then 'all' when polroles = array[c.relowner] then 'owner' else 'others' end)), '[]')
     from pg_policy where polrelid = c.oid) as policies
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`

/**
 * The conditions of the schema as PostgreSQL prints them, so that live ones can be compared letter by
 * letter: they are given to temporary twins of the tables, which are taken back at once.
 *
 * @returns by table and policy; or what is wrong, when PostgreSQL does not understand one.
 */
async function printedConditions(
  client: Client,
  twins: readonly Table[],
): Promise<Map<string, string> | string> {
  const { rows: schemas } = await client.query<{ name: string }>(
    'select quote_ident(current_schema()) as name',
  )
  // All tables first, because a condition may look into another one.
  const statements = [
    ...twins.map(
      ({ name }) =>
        `create table pg_temp.${escapeIdentifier(name)} (like ${schemas[0]?.name}.${escapeIdentifier(name)})`,
    ),
    ...twins.flatMap(({ name, policies }) =>
      expectedOf(policies).map(
        (policy) =>
          `create policy ${policy.name} on pg_temp.${escapeIdentifier(name)} using (${policy.condition})`,
      ),
    ),
  ]
  await client.query('savepoint twins')
  try {
    await client.query(statements.join(';\n'))
    const { rows } = await client.query<{ key: string; condition: string }>(
      `select relname || ' ' || polname as key, pg_get_expr(polqual, polrelid) as condition
       from pg_policy join pg_class c on c.oid = polrelid where relnamespace = pg_my_temp_schema()`,
    )
    return new Map(rows.map(({ key, condition }) => [key, condition]))
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return `The conditions of the policies cannot be compared: ${error.message}.`
  } finally {
    await client.query('rollback to twins')
  }
}

const expectedOf = (policies: Table['policies']) => [
  { name: 'owner', command: 'all', condition: 'true' },
  ...policies,
]

const COMMAND: Record<string, string> = {
  '*': 'all',
  r: 'select',
  w: 'update',
  d: 'delete',
  a: 'insert',
}

function gapsOf(
  { name, policies }: Table,
  live: LivePolicy[],
  conditions: Map<string, string>,
): string[] {
  const expected = expectedOf(policies)
  return [
    ...expected.flatMap((policy) => {
      const found = live.find((candidate) => candidate.name === policy.name)
      if (!found || COMMAND[found.command] !== policy.command || !found.permissive) {
        return [`The policy ${policy.name} (${policy.command}) of ${name} is missing.`]
      }
      const condition = conditions.get(`${name} ${policy.name}`)
      const same = [found.using, found.check].every((text) => text === null || text === condition)
      return [
        ...(same
          ? []
          : [`The policy ${policy.name} of ${name} does not say: ${policy.condition}.`]),
        ...(found.to === (policy.name === 'owner' ? 'owner' : 'all')
          ? []
          : [`The policy ${policy.name} of ${name} is for other roles.`]),
      ]
    }),
    ...live
      .filter((found) => !expected.some((policy) => policy.name === found.name))
      .map((found) => `${name} has a policy that nobody asked for: ${found.name}.`),
  ]
}
