import { describe, expect, it } from 'vitest'
import type { ImportPlan, Target } from '@/features/participant-import/plan'
import { rowReader } from '@/features/participant-import/rows'

const study = {
  timeZone: 'Europe/Berlin',
  arms: [
    { id: 'arm-1', names: ['Sleep training', 'treatment'] },
    { id: 'arm-2', names: ['Waiting list', 'control'] },
    { id: 'arm-3', names: ['Waiting list', 'control-2'] },
  ],
}

function reader(columns: Record<string, Target>) {
  const plan: ImportPlan = {
    encoding: 'utf-8',
    delimiter: ',',
    columns: Object.entries(columns).map(([header, target]) => ({ header, target })),
    known: 'skip',
    refused: 'stop',
    firstStatus: 'SCREENING',
  }
  const read = rowReader(plan, study)
  let line = 1
  return (...cells: string[]) => read({ line: ++line, cells })
}

/** What a single cell becomes, or why it is refused. */
function one(target: Target, text: string) {
  const { draft, findings } = reader({ column: target })(text)
  const { participant, identity, baseline } = draft
  return findings[0]?.reason ?? { ...participant, ...identity, ...baseline }
}

describe('cells', () => {
  it.each([
    [{ to: 'code' }, ' P-1 ', { code: 'P-1' }],
    [{ to: 'code' }, 'Mu\u0308ller', { code: 'Müller' }],
    [{ to: 'code' }, 'x'.repeat(61), 'Longer than 60 characters.'],
    [{ to: 'arm' }, 'Treatment', { armId: 'arm-1' }],
    [{ to: 'arm' }, 'sleep training', { armId: 'arm-1' }],
    [{ to: 'arm' }, 'control', { armId: 'arm-2' }],
    [{ to: 'arm' }, 'waiting list', 'Several arms are called so. Use the key of the arm.'],
    [
      { to: 'arm' },
      'C',
      'The study has no such arm. Its arms are: Sleep training, Waiting list, Waiting list.',
    ],
    [{ to: 'locale' }, 'DE_at', { locale: 'de-AT' }],
    [{ to: 'locale' }, 'German!', 'Use a language tag such as en or pt-BR.'],
    [{ to: 'timeZone' }, 'europe/berlin', { timeZone: 'Europe/Berlin' }],
    [{ to: 'timeZone' }, 'Berlin', 'This is not a time zone. Use a name such as Europe/Berlin.'],
    [{ to: 'isTest' }, 'ja', { isTest: true }],
    [{ to: 'status' }, 'enrolled', { status: 'ENROLLED' }],
    [{ to: 'email' }, 'Ada@Example.ORG', { email: 'ada@example.org' }],
    [{ to: 'email' }, 'ada', 'This is not an e-mail address.'],
    [
      { to: 'phone' },
      '3.36E+09',
      'A spreadsheet has shortened this number. Format the column as text there.',
    ],
    [{ to: 'fullName' }, 'Ada Lovelace', { givenName: 'Ada', familyName: 'Lovelace' }],
    [{ to: 'birthDate', order: 'dmy' }, '10/12/1915', { birthDate: '1915-12-10' }],
    [{ to: 'birthDate' }, '10/12/1915', 'Choose whether the day or the month comes first.'],
    [{ to: 'birthDate' }, '1815-12-10', 'This lies before 1900.'],
    [{ to: 'birthDate' }, '2999-12-10', 'This lies in the future.'],
    [{ to: 'birthDate' }, 'NA', {}],
    [{ to: 'enrolledAt' }, '2026-01-31', { enrolledAt: new Date('2026-01-30T23:00:00Z') }],
    [{ to: 'none' }, 'anything', {}],
    [{ to: 'code' }, '', 'The code is missing.'],
    [{ to: 'email' }, '  ', {}],
  ] as [Target, string, object | string][])('%j reads %j', (target, text, expected) => {
    expect(one(target, text)).toEqual(expected)
  })

  const attribute = (type: 'number' | 'yes-no' | 'text', more = {}): Target => ({
    to: 'baseline',
    key: 'a',
    type,
    confirmed: false,
    ...more,
  })
  it.each([
    [attribute('number', { decimal: 'comma' }), '176,1', { a: 176.1 }],
    [attribute('number'), '176,1', 'This is not a number with a decimal point.'],
    [attribute('number'), 'NA', {}],
    [attribute('yes-no'), 'No', { a: false }],
    [attribute('text'), 'NA', { a: 'NA' }],
    [attribute('text'), '=1+1', { a: '=1+1' }],
    [attribute('text'), 'x'.repeat(501), 'Longer than 500 characters.'],
    [
      attribute('text'),
      'ada@example.org',
      'This looks like somebody’s contact, which is no baseline attribute.',
    ],
    [attribute('text', { confirmed: true }), 'ada@example.org', { a: 'ada@example.org' }],
  ] as [Target, string, object | string][])('%j reads %j', (target, text, expected) => {
    expect(one(target, text)).toEqual(expected)
  })
})

describe('rows', () => {
  it('must be as wide as the header; what is empty at the end does not count', () => {
    const read = reader({ id: { to: 'code' }, site: { to: 'none' } })
    expect(read('1', 'north', '', '').findings).toEqual([])
    expect(read('2').findings).toEqual([
      { line: 3, column: '', value: '2', reason: 'The row has 1 values, the header has 2.' },
    ])
    expect(read('3', 'a', 'b').findings).toHaveLength(1)
  })

  it('name every fault, with a shortened value', () => {
    const read = reader({ id: { to: 'code' }, mail: { to: 'email' }, dob: { to: 'birthDate' } })
    expect(read('', 'y'.repeat(100), 'soon').findings).toEqual([
      { line: 2, column: 'id', value: '', reason: 'The code is missing.' },
      {
        line: 2,
        column: 'mail',
        value: `${'y'.repeat(60)}…`,
        reason: 'This is not an e-mail address.',
      },
      {
        line: 2,
        column: 'dob',
        value: 'soon',
        reason: 'This is not a date. Write it as 2026-03-31.',
      },
    ])
  })

  it('are refused when an earlier one has the same code, e-mail address or phone number', () => {
    const read = reader({ id: { to: 'code' }, mail: { to: 'email' }, phone: { to: 'phone' } })
    expect(read('1', 'a@b.example', '123').findings).toEqual([])
    expect(read('1', '', '').findings).toMatchObject([
      { column: 'Code', reason: 'The row in line 2 has the same.' },
    ])
    expect(read('3', 'A@B.example', '123').findings).toMatchObject([
      { column: 'E-mail' },
      { column: 'Phone' },
    ])
    expect(read('4', '', '').findings).toEqual([])
    expect(read('5', '', '').findings).toEqual([])
  })

  it('have no enrolment date before enrolment', () => {
    const read = reader({ status: { to: 'status' }, date: { to: 'enrolledAt' } })
    expect(read('screening', '2026-01-01').findings).toHaveLength(1)
    expect(read('enrolled', '2026-01-01').findings).toEqual([])
    expect(read('', '2026-01-01').findings).toEqual([])
  })
})
