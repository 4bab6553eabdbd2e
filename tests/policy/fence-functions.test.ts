import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { client, gapsAfter } from './fence-gaps'

/** The server compares the functions with the script that makes them before it serves. */

describe('functions', () => {
  const scripts = readFileSync('prisma/guarantees.sql', 'utf8')
  const statements = scripts.matchAll(
    /^create or replace function (\w+)[\s\S]*?\$\$[\s\S]*?\$\$;?$/gm,
  )
  const functions = Array.from(statements, ([statement, name = '']) => ({ name, statement }))

  test('every one is looked at', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = current_schema()::regnamespace and proname like 'studyspace%'`,
    )
    expect(functions.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  test.each(functions)('$name', async ({ name, statement }) => {
    const path = `select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)`
    expect(await gapsAfter(path, statement)).toEqual([])
    const changed = statement.replace(/(\$\$)(\s*)/, '$1$2/* other */ ')
    expect(await gapsAfter(path, changed)).toEqual([`The function ${name} does something else.`])
  })

  test('one that runs as who calls it instead of the owner, and the other way round', async () => {
    expect(await gapsAfter('alter function studyspace_space() security invoker')).toEqual([
      'The function studyspace_space does something else.',
    ])
    expect(
      await gapsAfter('alter function studyspace_refuse(text, text) security definer'),
    ).toContain('The function studyspace_refuse does something else.')
  })

  test('one that is missing', async () => {
    expect(await gapsAfter('drop function studyspace_analyze')).toEqual([
      'The function studyspace_analyze is missing.',
    ])
  })

  test('one more that runs as the owner', async () => {
    const more = (rights: string) =>
      `create function more() returns bigint language sql ${rights} as 'select count(*) from "Study"'`
    expect(await gapsAfter(more('security invoker'))).toEqual([])
    expect(await gapsAfter(more('security definer'))).toEqual([
      'The function more runs as the owner; nobody asked for it.',
    ])
  })

  test('one that looks in another schema first', async () => {
    expect(
      await gapsAfter('alter function studyspace_space() set search_path = pg_temp, public'),
    ).toEqual(['The function studyspace_space runs as the owner without a search path of its own.'])
  })
})

test('a function that runs as the owner has its own search path', async () => {
  expect(await gapsAfter('alter function studyspace_space() reset all')).toEqual([
    'The function studyspace_space runs as the owner without a search path of its own.',
  ])
})
