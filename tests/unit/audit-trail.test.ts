import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeName, changesOf, detailsOf, isHidden, valueText } from '@/features/audit/changes'
import { csvHead, csvOfEvent } from '@/features/audit/csv'
import {
  formatTrailState,
  isFiltered,
  noFilter,
  parseTrailState,
} from '@/features/audit/list-state'
import { mentionedIn } from '@/features/audit/mentioned'
import type { TrailEvent } from '@/features/audit/queries'
import { actions, actorText, entityKind, eventText, fieldWord } from '@/features/audit/words'
import { csvLines } from '@/lib/csv'

const event = (given: Partial<TrailEvent> = {}): TrailEvent => ({
  id: 'event-1',
  createdAt: new Date('2026-03-05T13:30:07.250Z'),
  createdById: 'ann',
  action: 'update',
  entity: 'Participant',
  entityId: 'p-1',
  changes: {},
  reason: null,
  requestId: null,
  ...given,
})

const zone = 'Europe/Berlin'
const nameOf = (id: string) => (id === 'ann' ? 'Ann' : undefined)

describe('the address of the trail', () => {
  const day = fc.constantFrom('', '2026-01-31', '2026-02-01')
  const id = fc.constantFrom('', 'system', '0199-abc')
  const states = fc.record({
    who: id,
    what: fc.constantFrom('' as const, ...actions),
    entity: fc.constantFrom('', 'Participant', 'SomethingNew'),
    record: id,
    from: day,
    to: day,
    position: fc.constantFrom(undefined, {
      side: 'before' as const,
      mark: { id: 'some-id', value: '2026-03-05T13:30:00.000Z' },
    }),
  })

  test('comes back as it went', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseTrailState(new URLSearchParams(formatTrailState(state)))).toEqual(state)
      }),
    )
  })

  test('is empty for the trail as it opens', () => {
    expect(formatTrailState(parseTrailState(new URLSearchParams()))).toBe('')
  })

  test('whatever makes no sense in it is as if it were not there', () => {
    const edited =
      'who=%00&what=constructor&entity=a%20b&record=%27--&from=2026-13-99&to=soon&after=%00~2026'
    const { position, ...filter } = parseTrailState(new URLSearchParams(edited))
    expect({ position, filter }).toEqual({ position: undefined, filter: noFilter })
    expect(isFiltered(filter)).toBe(false)
  })
})

describe('what an event changed', () => {
  test('stands before and after', () => {
    const changes = { status: ['SCREENING', 'ENROLLED'], armId: [null, 'arm-1'] }
    expect(changesOf(event({ changes }))).toEqual([
      { column: 'status', before: 'SCREENING', after: 'ENROLLED' },
      { column: 'armId', before: null, after: 'arm-1' },
    ])
  })

  test('is everything that a new row has, and everything that a deleted one had', () => {
    const changes = { code: 'P-1', armId: null, isTest: false }
    expect(changesOf(event({ action: 'create', changes }))).toEqual([
      { column: 'code', before: null, after: 'P-1' },
      { column: 'isTest', before: null, after: false },
    ])
    expect(changesOf(event({ action: 'delete', changes }))[0]).toEqual({
      column: 'code',
      before: 'P-1',
      after: null,
    })
  })

  test('of attributes names those that differ', () => {
    const changes = {
      baseline: [
        { site: 'A', age: 30 },
        { site: 'B', age: 30, sex: 'f' },
      ],
    }
    const found = changesOf(event({ changes }))
    expect(
      found.map((change) => [changeName('Participant', change), change.before, change.after]),
    ).toEqual([
      ['Attributes: site', 'A', 'B'],
      ['Attributes: sex', null, 'f'],
    ])
  })

  test('a list that a row had is no pair of before and after', () => {
    const changes = { locales: ['de', 'en'] }
    expect(changesOf(event({ action: 'create', entity: 'Space', changes }))).toEqual([
      { column: 'locales', before: null, after: ['de', 'en'] },
    ])
  })

  test('says of an identity only that there was a value', () => {
    const identity = event({ entity: 'ParticipantIdentity', entityId: 'i-1' })
    expect(isHidden(identity, 'email', 'ParticipantIdentity/i-1/email')).toBe(true)
    expect(isHidden(identity, 'email', 'ParticipantIdentity/i-2/email')).toBe(false)
  })

  test('is nothing for a read, which may say what was read', () => {
    const read = event({ action: 'export', changes: { format: 'CSV', who: 'ann' } })
    expect(changesOf(read)).toEqual([])
    expect(detailsOf(read)).toEqual([
      { column: 'format', value: 'CSV' },
      { column: 'who', value: 'ann' },
    ])
  })
})

describe('values in words', () => {
  const said = (entity: string, column: string, value: unknown) =>
    valueText(entity, column, value, { zone, nameOf })

  test.each([
    ['Participant', 'status', 'LOST', 'Lost to follow-up'],
    ['Study', 'status', 'LIVE', 'Live'],
    ['SpaceUser', 'role', 'COORDINATOR', 'Coordinator'],
    ['Participant', 'enrolledAt', '2026-03-05T23:30:07.25+00:00', '6 Mar 2026, 00:30:07'],
    ['Participant', 'enrolledOn', '2026-03-05', '5 Mar 2026'],
    ['Participant', 'isTest', false, 'No'],
    ['Study', 'targetN', 0, '0'],
    ['Space', 'locales', ['de', 'pt-BR'], 'German, Brazilian Portuguese'],
    ['SpaceUser', 'userId', 'ann', 'Ann'],
    ['Participant', 'armId', 'gone', 'gone'],
    ['Participant', 'status', 'constructor', 'constructor'],
    ['Study', 'summary', '2026-03-05T23:30:07Z', '2026-03-05T23:30:07Z'],
  ])('%s.%s %j', (entity, column, value, text) => {
    expect(said(entity, column, value)).toBe(text)
  })

  test('nothing is nothing', () => {
    expect([null, undefined, ''].map((value) => said('Study', 'summary', value))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('words', () => {
  test('say what happened', () => {
    expect(eventText(event(), 'P-1')).toBe('Changed participant P-1')
    expect(eventText(event({ action: 'reveal', entity: 'ParticipantIdentity' }))).toBe(
      'Looked at an identity',
    )
    expect(eventText(event({ action: 'export', entity: 'AuditEvent' }))).toBe(
      'Exported the audit trail',
    )
  })

  test('what has none yet appears under its own name', () => {
    expect(eventText(event({ action: 'sign', entity: 'Consent' }), 'C-1')).toBe('sign Consent C-1')
    expect(eventText(event({ entity: 'constructor' }))).toBe('Changed constructor')
    expect(entityKind('Consent')).toBe('Consent')
    expect(fieldWord('signedByWhom')).toBe('Signed by whom')
  })

  test('somebody unknown was a member once, and the system is nobody', () => {
    expect(['ann', 'bob', 'system'].map((id) => actorText(id, nameOf))).toEqual([
      'Ann',
      'Somebody who is no longer a member',
      'The system',
    ])
  })

  test('records that events mention are found before and after, once the schema names them', () => {
    const mentioned = mentionedIn([
      event({ changes: { armId: ['arm-1', 'arm-2'] } }),
      event({ action: 'create', createdById: 'system', changes: { armId: 'arm-3', code: 'x' } }),
    ])
    expect(mentioned.Arm).toEqual(['arm-1', 'arm-2', 'arm-3'])
    expect(mentioned.User).toEqual(['ann'])
  })
})

describe('the CSV file', () => {
  test('has one line for each value, as it is stored', () => {
    const changes = { status: ['SCREENING', 'ENROLLED'], baseline: [{}, { age: 30 }] }
    const lines = csvOfEvent(event({ changes, reason: 'As agreed, "by phone"' }), { zone, nameOf })
    const start =
      'event-1,2026-03-05T13:30:07.250Z,"5 Mar 2026, 14:30:07",Ann,ann,Changed,Participants,Participant,p-1'
    const end = '"As agreed, ""by phone""",'
    expect(lines).toBe(
      `${start},status,SCREENING,ENROLLED,${end}\r\n${start},baseline.age,,30,${end}\r\n`,
    )
  })

  test('has one line for a read', () => {
    const lines = csvOfEvent(event({ action: 'reveal', entity: 'ParticipantIdentity' }), {
      zone,
      nameOf,
    })
    expect(lines.trim().split('\r\n')).toHaveLength(1)
    expect(lines).toContain('Looked at,Identities')
    expect(lines.split(',')).toHaveLength(csvHead(zone).split(',').length + 1)
  })

  test.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '=1\n+2', ' =1', '\n=1', '＝1'])(
    'does not let a spreadsheet take %j for a formula',
    (text) => {
      expect(csvLines([[text]]).replace(/^"/, '')).toMatch(/^'/)
    },
  )

  test('numbers stay numbers', () => {
    expect(csvLines([[-5, '5-1', null]])).toBe('-5,5-1,\r\n')
  })
})
