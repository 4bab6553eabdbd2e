import { describe, expect, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { gapsAfter } from './fence-gaps'

/** The server compares the triggers with the scripts that make them before it serves. */

const triggers = tables.flatMap(({ name, recorded, appendOnly }) => [
  ...(recorded ? ['audit_insert', 'audit_update', 'audit_truncate'] : []).map((trigger) => ({
    name,
    trigger,
  })),
  ...(recorded && name !== 'Space' ? [{ name, trigger: 'audit_delete' }] : []),
  ...(appendOnly ? [{ name, trigger: 'append_only' }] : []),
])

describe('every trigger that records or protects the trail', () => {
  test.each(triggers)('$trigger of $name', async ({ name, trigger }) => {
    const gap = [`The trigger ${trigger} of ${name} is missing or disabled.`]
    expect(await gapsAfter(`alter table "${name}" disable trigger ${trigger}`)).toEqual(gap)
    expect(await gapsAfter(`drop trigger ${trigger} on "${name}"`)).toEqual(gap)
  })

  const others = {
    'audit_seal, which seals the trail': ['AuditEvent', 'audit_seal'],
    'write_once, which keeps a row in its space': ['Study', 'write_once'],
    'space_deleted, which leaves a line behind': ['Space', 'space_deleted'],
    space_keeps_owner: ['SpaceUser', 'space_keeps_owner'],
  }
  test.each(Object.entries(others))('%s', async (_, [name, trigger]) => {
    expect(await gapsAfter(`alter table "${name}" disable trigger ${trigger}`)).toEqual([
      `The trigger ${trigger} of ${name} is missing or disabled.`,
    ])
  })

  test('one that fires on replicas only', async () => {
    expect(await gapsAfter('alter table "Arm" enable replica trigger audit_insert')).toEqual([
      'The trigger audit_insert of Arm is missing or disabled.',
    ])
  })
})

describe('what a trigger does', () => {
  const trail =
    'create or replace trigger audit_insert after insert on "Arm" referencing new table as changed for each statement execute function'

  test('made again as it was, it is the same', async () => {
    const arguments_ = `'Arm', 'spaceId', 'id,spaceId,updatedAt', '', 'all'`
    expect(await gapsAfter(`${trail} studyspace_audit(${arguments_})`)).toEqual([])
  })

  const others: Record<string, [string, string]> = {
    'calls another function': [`${trail} studyspace_no_truncate()`, 'audit_insert of Arm'],
    'leaves columns out': [
      `${trail} studyspace_audit('Arm', 'spaceId', 'id,spaceId,updatedAt,title', '', 'all')`,
      'audit_insert of Arm',
    ],
    'looks at some rows only': [
      'create or replace trigger append_only before update or delete on "AuditEvent" for each statement execute function studyspace_append_only()',
      'append_only of AuditEvent',
    ],
  }
  test.each(Object.entries(others))('one that %s', async (_, [statement, name]) => {
    expect(await gapsAfter(statement)).toEqual([`The trigger ${name} does something else.`])
  })

  test('one more', async () => {
    const gaps = await gapsAfter(
      'create trigger more before insert on "Arm" for each row execute function studyspace_append_only()',
    )
    expect(gaps).toEqual(['Arm has a trigger that nobody asked for: more.'])
  })
})
