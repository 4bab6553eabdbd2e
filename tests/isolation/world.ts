import { randomBytes } from 'node:crypto'
import { tables } from '@/generated/tenancy'
import { roleOf } from '@/lib/db/app-role'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { createWorld, type Persona, type PersonaName } from '../support/personas'
import { Rows } from './rows'

/** Two spaces with a row of every model, and everybody who might knock at the door of the first. */
export type World = {
  a: Rows
  b: Rows
  slugs: { a: string; b: string }
  as: Record<PersonaName, Persona>
  /** What only space B has: ids and texts. None of it may reach anybody who is not in B. */
  planted: string[]
}

export async function createIsolatedWorld(): Promise<World> {
  const { a, b, as } = await createWorld()
  const mark = `hidden${randomBytes(3).toString('hex')}`
  const author = as['owner of B'].userId ?? ''
  await system.space.update({ where: { id: b.space.id }, data: { name: mark } })
  await system.user.update({ where: { id: author }, data: { name: mark } })
  const [inA, inB] = [
    await new Rows(a.space.id, a.space.owner.id, 'open').fill(),
    await new Rows(b.space.id, author, mark).fill(),
  ]
  await system.$executeRawUnsafe(DIGEST)
  await system.$executeRawUnsafe(
    `grant execute on function isolation_digest(text) to "${roleOf(env.APP_DATABASE_URL)}"`,
  )
  const ids = tables.filter(({ inSpace }) => inSpace).map(({ name }) => inB.anchor(name).id)
  return {
    a: inA,
    b: inB,
    slugs: { a: a.space.slug, b: b.space.slug },
    as,
    planted: [mark, b.space.id, b.space.slug, author, ...ids],
  }
}

/** For each table a hash of its rows: of one space, or of all. */
export type Digest = Record<string, string | null>

type Raw = Pick<typeof system, '$queryRaw'>

/** @param raw any connection: the function sees every row, whoever asks. */
export async function digestOf(spaceId: string | null, raw: Raw = system): Promise<Digest> {
  const [row] = await raw.$queryRaw<{ digest: Digest }[]>`
    select isolation_digest(${spaceId}) as digest`
  return row?.digest ?? {}
}

/** The database without its trail, which grows with reads that are recorded. */
export const withoutTrail = ({ AuditEvent: _, AuditLink: __, ...rest }: Digest): Digest => rest

const DIGEST = `
create function isolation_digest(space text) returns jsonb
language plpgsql stable security definer set search_path from current as $$
declare
  target record;
  hash text;
  digest jsonb := '{}';
begin
  for target in
    select c.relname::text as name, exists (
        select from pg_attribute where attrelid = c.oid and attname = 'spaceId') as in_space
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname !~ '^_'
  loop
    continue when space is not null and not (target.in_space or target.name in ('Space', 'User'));
    -- The trail grows with every case, and a trigger keeps its rows as they are: how many there are and
    -- which is the latest says whether it changed.
    execute format('select %s from %I t %s',
      case when target.name in ('AuditEvent', 'AuditLink') then 'concat(count(*), '' '', max(id))'
           else 'concat(count(*), '' '', sum(hashtextextended(t::text, 0)))' end,
      target.name,
      case when space is null then ''
           when target.in_space then format('where "spaceId" = %L', space)
           when target.name = 'Space' then format('where id = %L', space)
           else format('where id in (select "userId" from "SpaceUser" where "spaceId" = %L)', space) end)
      into hash;
    digest := digest || jsonb_build_object(target.name, hash);
  end loop;
  return digest;
end $$`
