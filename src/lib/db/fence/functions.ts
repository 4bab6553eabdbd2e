import type { Client } from 'pg'

/** The functions that policies and triggers stand on: that they say what prisma/guarantees.sql says. */

/**
 * Functions that are missing, were replaced, or run as the owner without anybody asking for it.
 * @param scripts the text of the scripts that make them.
 */
export async function functionGaps(client: Client, scripts: string): Promise<string[]> {
  const { rows: live } = await client.query<LiveFunction>(LIVE_FUNCTIONS)
  const written = writtenFunctions(scripts)
  return [
    ...[...written].flatMap(([name, expected]) => {
      const found = live.filter((candidate) => candidate.name === name)
      if (found.length === 0) return [`The function ${name} is missing.`]
      const same = found.every(
        ({ body, definer }) => body === expected.body && definer === expected.definer,
      )
      return same ? [] : [`The function ${name} does something else.`]
    }),
    ...live.flatMap(({ name, definer, path }) => {
      if (!definer) return []
      if (!written.has(name))
        return [`The function ${name} runs as the owner; nobody asked for it.`]
      return path
        ? []
        : [`The function ${name} runs as the owner without a search path of its own.`]
    }),
  ]
}

type LiveFunction = {
  name: string
  body: string
  /** Runs as its owner, and not as who calls it. */
  definer: boolean
  /** Has the schema alone, and what is temporary last, as its search path. */
  path: boolean
}

const LIVE_FUNCTIONS = `
  select proname as name, replace(prosrc, e'\\r\\n', e'\\n') as body, prosecdef as definer,
    coalesce('search_path=' || quote_ident(current_schema()) || ', pg_temp' = any (proconfig), false) as path
  from pg_proc where pronamespace = current_schema()::regnamespace`

type WrittenFunction = { body: string; definer: boolean }

function writtenFunctions(scripts: string): Map<string, WrittenFunction> {
  const statements = scripts.matchAll(
    /^create or replace function (\w+)\(([\s\S]*?)\bas \$\$([\s\S]*?)\$\$;?$/gm,
  )
  return new Map(
    Array.from(statements, ([, name = '', head = '', body = '']) => [
      name,
      { body, definer: head.includes('security definer') },
    ]),
  )
}
