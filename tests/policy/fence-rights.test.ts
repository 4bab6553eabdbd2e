import { describe, expect, test } from 'vitest'
import { app, gapsAfter } from './fence-gaps'

/** The server compares what the application's role may do with the schema before it serves. */

describe('rights of the application', () => {
  const grants: Record<string, [string, string]> = {
    'to change events': [`grant update on "AuditEvent" to ${app}`, 'update AuditEvent.'],
    'to delete links': [`grant delete on "AuditLink" to ${app}`, 'may delete AuditLink.'],
    'to add history': [`grant insert on "StatusEvent" to ${app}`, 'may insert StatusEvent.'],
    'to add secrets': [`grant insert on "Credential" to ${app}`, 'may insert Credential.'],
    'to read secrets': [`grant select on "Session" to ${app}`, 'may select Session.'],
    'to read one secret column': [
      `grant select ("passwordHash") on "Credential" to ${app}`,
      'Credential',
    ],
    'to add one secret column': [`grant insert ("userId") on "Credential" to ${app}`, 'Credential'],
    'to move a row': [`grant update ("spaceId") on "Arm" to ${app}`, 'may update Arm.spaceId.'],
    'given to everybody': ['grant select on "EmailToken" to public', 'may select EmailToken.'],
    'to empty a table': [`grant truncate on "Study" to ${app}`, 'may truncate Study.'],
    'to set triggers': [`grant trigger on "Study" to ${app}`, 'may trigger Study.'],
    'to pass by the fence': [`alter role ${app} bypassrls`, 'may bypass row-level security'],
    'to do anything': [`alter role ${app} superuser`, 'is a superuser'],
    'to make roles': [`alter role ${app} createrole`, 'may create roles or databases'],
    'to become the owner': [
      `do $$ begin execute format('grant %I to ${app}', current_user); end $$`,
      'may become ',
    ],
    'to own a table': [`alter table "RateLimit" owner to ${app}`, 'owns tables or functions'],
    'to make tables': [
      `do $$ begin execute format('grant create on schema %I to ${app}', current_schema()); end $$`,
      'may create tables and functions',
    ],
    'to make temporary tables': [
      `do $$ begin execute format('grant temporary on database %I to ${app}', current_database()); end $$`,
      'may create temporary tables',
    ],
    'to read all data of the server': [
      `grant pg_read_all_data to ${app}`,
      'may become pg_read_all_data',
    ],
    'to become somebody who passes by the fence': [
      `create role studyspace_passer bypassrls; grant studyspace_passer to ${app}`,
      'studyspace_passer',
    ],
    'to read through a view': [
      `create view every_study as select * from "Study"; grant select on every_study to ${app}`,
      'every_study',
    ],
    'to read a table that no schema knows': [
      `create table "Forgotten" (id text); grant select on "Forgotten" to ${app}`,
      'Forgotten',
    ],
  }
  test.each(Object.entries(grants))('%s', async (_, [statement, gap]) => {
    expect((await gapsAfter(statement)).join('\n')).toContain(gap)
  })

  const revokes: Record<string, [string, string]> = {
    'to read': [`revoke select on "Study" from ${app}`, 'The application may not select Study.'],
    'to change a column': [
      `revoke update (title) on "Study" from ${app}`,
      'The application may not update Study.title.',
    ],
  }
  test.each(Object.entries(revokes))('that are missing: %s', async (_, [statement, gap]) => {
    expect(await gapsAfter(statement)).toContain(gap)
  })
})

test('a role that is missing', async () => {
  const [gap] = await gapsAfter(`alter role ${app} rename to studyspace_renamed`)
  expect(gap).toBe(`The role ${app} is missing.`)
})
