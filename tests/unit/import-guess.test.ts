import { describe, expect, it } from 'vitest'
import { guessTargets } from '@/features/participant-import/guess'
import { looksIdentifying } from '@/features/participant-import/identifying'
import { type ImportPlan, importPlan, type Target } from '@/features/participant-import/plan'

/** Columns by header, with the values of the first rows. */
function guess(columns: Record<string, string[]>, mayWriteIdentity = true): Target[] {
  return guessTargets(
    Object.entries(columns).map(([header, samples]) => ({ header, samples })),
    { mayWriteIdentity },
  )
}

const names = (columns: Record<string, string[]>) => guess(columns).map(({ to }) => to)

describe('where columns go', () => {
  it('knows the fields of a REDCap export', () => {
    const targets = guess({
      record_id: ['1', '2', '3'],
      name_last: ['Cornel', 'Wojdyla', 'Stunkard'],
      name_first: ['Alice', 'Jaida', 'Allen'],
      address: ['88 Dawnview Way', '69 Jessie West St', '49 Sibley Rd'],
      phone: ['3364812635', '5233183616', '8548788327'],
      dob: ['1991-05-13', '1931-10-14', '1964-09-15'],
      ethnicity: ['1', '1', '1'],
      gender: ['0', '0', '1'],
      height: ['176.1', '173.7', '170'],
      email: ['a@aol.com', 'b@aol.com', 'c@aol.com'],
      redcap_event_name: ['baseline', 'baseline', 'baseline'],
      demographics_complete: ['0', '0', '0'],
    })
    expect(targets.map(({ to }) => to)).toEqual([
      ...['code', 'familyName', 'givenName', 'address', 'phone', 'birthDate'],
      ...['baseline', 'baseline', 'baseline', 'email', 'none', 'none'],
    ])
    expect(targets[8]).toEqual({
      to: 'baseline',
      key: 'height',
      type: 'number',
      decimal: 'point',
      confirmed: false,
    })
    // 0 and 1 may be codes for anything.
    expect(targets[7]).toMatchObject({ type: 'number' })
  })

  it.each([
    ['de', ['Teilnehmercode', 'Vorname', 'Nachname', 'Geburtsdatum', 'E-Mail-Adresse', 'Straße']],
    ['fr', ['Code participant', 'Prénom', 'Nom', 'Date de naissance', 'Courriel', 'Rue']],
    ['es', ['Código', 'Nombre', 'Apellidos', 'Fecha de nacimiento', 'Correo electrónico', 'Calle']],
    ['it', ['Codice', 'Nome', 'Cognome', 'Data di nascita', 'E-mail', 'Indirizzo']],
    ['nl', ['Deelnemer', 'Voornaam', 'Achternaam', 'Geboortedatum', 'E-mail', 'Adres']],
    ['uk', ['Код', 'Ім’я', 'Прізвище', 'Дата народження', 'Електронна пошта', 'Адреса']],
    [
      'ar',
      ['الرمز', 'الاسم الأول', 'اسم العائلة', 'تاريخ الميلاد', 'البريد الإلكتروني', 'العنوان'],
    ],
    ['code', ['subjectId', 'firstName', 'last-name', 'dateOfBirth', 'EMAIL', 'Home Address']],
  ])('reads headers in %s', (_, headers) => {
    expect(names(Object.fromEntries(headers.map((header) => [header, []])))).toEqual([
      ...['code', 'givenName', 'familyName', 'birthDate', 'email', 'address'],
    ])
  })

  it('takes "name" for the family name beside a given name, and for the full name alone', () => {
    expect(names({ id: [], Name: [], Vorname: [] })).toEqual(['code', 'familyName', 'givenName'])
    expect(names({ id: [], Name: [] })).toEqual(['code', 'fullName'])
    expect(names({ name: [], 'first name': [], surname: [] })).toEqual([
      'none',
      'givenName',
      'familyName',
    ])
  })

  it('gives each field to one column, and each attribute a name of its own', () => {
    const [first, second] = guess({ id: ['1'], code: ['7'] })
    expect([first?.to, second]).toEqual(['code', expect.objectContaining({ key: 'code' })])
    const twice = guessTargets(
      [
        { header: 'Größe (cm)', samples: ['1'] },
        { header: 'größe [CM]', samples: ['2'] },
        { header: '2nd visit', samples: ['3'] },
      ],
      { mayWriteIdentity: true },
    )
    expect(twice.map((target) => target.to === 'baseline' && target.key)).toEqual([
      'große_cm',
      'große_cm_2',
      'x_2nd_visit',
    ])
  })

  it('types attributes by their values and leaves open what they do not tell', () => {
    const targets = guess({
      weight: ['80,5', '77', ''],
      income: ['1,234', '5,678', '9'],
      smoker: ['yes', 'no', 'NA'],
      plz_like: ['01069', '10115', '80331'],
      site: ['north', 'south', 'north'],
    })
    expect(targets).toMatchObject([
      { type: 'number', decimal: 'comma' },
      { type: 'number', decimal: undefined },
      { type: 'yes-no' },
      { type: 'text' },
      { type: 'text' },
    ])
  })

  it('imports neither remarks, nor empty columns, nor the hundreds of answers of a study', () => {
    expect(names({ remarks: ['Came late because the train stood still for an hour.'] })).toEqual([
      'none',
    ])
    expect(names({ site: ['', ''] })).toEqual(['none'])
    const answers = Array.from({ length: 60 }, (_, index) => [`phq_${index}`, ['1', '2']])
    expect(new Set(names(Object.fromEntries(answers)))).toEqual(new Set(['none']))
  })

  it('gives no identity to somebody who may not write it', () => {
    expect(guess({ id: ['1'], email: ['a@b.example'] }, false).map(({ to }) => to)).toEqual([
      'code',
      'none',
    ])
  })
})

describe('what identifies people', () => {
  it.each([
    ['E-Mail', []],
    ['Geburtsname', []],
    ['SSN', []],
    ['PLZ', []],
    ['x1', ['ada@example.org', 'alan@example.org']],
    ['x1', ['+49 30 1234567', '030/7654321']],
    ['x1', ['88 Dawnview Way', '69 Jessie West St', 'Hauptstraße 12']],
    ['x1', ['1991-05-13', '1931-10-14']],
    ['x1', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Emmy Noether', 'Max Planck']],
  ])('sees it in %s %j', (header, samples) => {
    expect(looksIdentifying(header, samples)).toBe(true)
  })

  it.each([
    ['height', ['176.1', '180']],
    ['site', ['North Berlin', 'South Berlin', 'North Berlin', 'South Berlin', 'North Berlin']],
    ['visit', [`${new Date().getFullYear() - 1}-05-13`]],
    ['score', ['12', '3', '8']],
    ['group', ['A', 'B']],
    ['empty', ['']],
  ])('does not see it in %s %j', (header, samples) => {
    expect(looksIdentifying(header, samples)).toBe(false)
  })

  it('never goes into the baseline unless somebody says so', () => {
    expect(names({ x1: ['ada@example.org', 'alan@example.org'], dob2: ['1931-10-14'] })).toEqual([
      'none',
      'none',
    ])
    const plan = (confirmed: boolean): ImportPlan => ({
      encoding: 'utf-8',
      delimiter: ',',
      columns: [
        { header: 'id', target: { to: 'code' } },
        { header: 'E-Mail', target: { to: 'baseline', key: 'mail', type: 'text', confirmed } },
      ],
      known: 'skip',
      refused: 'stop',
      firstStatus: 'SCREENING',
    })
    expect(importPlan.safeParse(plan(false)).error?.issues[0]?.message).toBe(
      '"E-Mail" looks as if it identified people.',
    )
    expect(importPlan.safeParse(plan(true)).success).toBe(true)
  })
})

describe('a plan', () => {
  const withTargets = (...targets: Target[]) =>
    importPlan
      .safeParse({
        encoding: 'utf-8',
        delimiter: ',',
        columns: targets.map((target, index) => ({ header: `column ${index}`, target })),
        known: 'skip',
        refused: 'stop',
        firstStatus: 'SCREENING',
      })
      .error?.issues.map(({ message }) => message)
  const attribute = (key: string): Target => ({
    to: 'baseline',
    key,
    type: 'text',
    confirmed: false,
  })

  it.each([
    [[{ to: 'code' }, { to: 'code' }], 'Two columns go to "Code". Choose one of them.'],
    [[attribute('a'), attribute('a')], 'Two baseline attributes are called "a".'],
    [
      [{ to: 'fullName' }, { to: 'givenName' }],
      'Import either the full name or given and family name, not both.',
    ],
    [[{ to: 'none' }], 'Choose at least one column to import.'],
    [[attribute('__proto__')], 'Use letters, digits and underscores; begin with a letter.'],
    [[attribute('constructor')], 'Choose another name.'],
  ] as [Target[], string][])('refuses %j', (targets, message) => {
    expect(withTargets(...targets)).toContain(message)
  })
})
