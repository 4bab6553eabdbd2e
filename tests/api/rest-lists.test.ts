import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { makeTestKey } from '../support/api-keys'
import {
  createFilledSpace,
  createParticipant,
  createStudy,
  createUser,
  type FilledSpace,
} from '../support/factories'
import { type RestCall, restClient } from '../support/rest'

/** Lists of the REST API: pages by key, filters, order, totals. */

const SIZE = 40

let a: FilledSpace
let study: Awaited<ReturnType<typeof createStudy>>
let call: RestCall
let foreign: RestCall
beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  const b = await createFilledSpace('B', await createUser())
  const keyOf = async ({ space }: FilledSpace) =>
    restClient((await makeTestKey({ space, user: space.owner }, { role: 'ADMIN' })).secret)
  call = await keyOf(a)
  foreign = await keyOf(b)
  study = await createStudy(a.space)
  for (let index = 0; index < SIZE; index++) {
    await createParticipant(study, {
      code: `P-${String(index).padStart(3, '0')}`,
      status: index % 3 === 0 ? 'ENROLLED' : 'SCREENING',
      enrolledAt: index % 4 === 0 ? new Date(Date.UTC(2026, 0, 1 + (index % 8))) : null,
      locale: index % 2 === 0 ? 'de' : null,
      isTest: index % 5 === 0,
    })
  }
})

const within = () => `participant?filter[study]=${study.id}`
const codesOf = (json: Awaited<ReturnType<RestCall>>['json']) =>
  json.data.map(({ attributes }) => String(attributes.code))

async function walk(path: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let next: string | null = path; next; ) {
    const { status, json, text }: Awaited<ReturnType<RestCall>> = await call('GET', next)
    expect(status, text).toBe(200)
    pages.push(codesOf(json))
    next = json.links.next
  }
  return pages
}

test('pages follow each other without gap or repetition, in every order', async () => {
  const orders = [
    '',
    'code',
    '-code',
    'enrolledAt',
    '-enrolledAt',
    'locale',
    'status',
    '-status',
    'isTest',
    '-isTest',
    'createdAt',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...orders),
      fc.integer({ min: 1, max: SIZE + 1 }),
      async (sort, size) => {
        const pages = await walk(`${within()}&page[size]=${size}${sort && `&sort=${sort}`}`)
        expect(new Set(pages.flat()).size).toBe(SIZE)
        expect(pages.flat()).toHaveLength(SIZE)
        expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true)
      },
    ),
    { numRuns: 25 },
  )
})

test('rows that come meanwhile neither repeat nor hide others', async () => {
  const first = await call('GET', `${within()}&sort=code&page[size]=10`)
  const early = await createParticipant(study, { code: 'A-first' })
  const rest = await walk(first.json.links.next ?? '')
  await system.participant.delete({ where: { id: early.id } })
  expect([...codesOf(first.json), ...rest.flat()]).toHaveLength(SIZE)
})

test('order is what it says, records without a value last', async () => {
  const { json } = await call('GET', `${within()}&sort=-enrolledAt&page[size]=100`)
  const values = json.data.map(({ attributes }) => attributes.enrolledAt as string | null)
  const dated = values.filter((value) => value !== null)
  expect(values.slice(0, dated.length)).toEqual([...dated].sort().reverse())
})

describe('filters', () => {
  test.each<[string, number]>([
    ['filter[status]=ENROLLED', 14],
    ['filter[status]=ENROLLED,SCREENING', 40],
    ['filter[status$ne]=ENROLLED', 26],
    ['filter[code$startsWith]=P-00', 10],
    ['filter[code$icontains]=p-01', 10],
    ['filter[code$gte]=P-038', 2],
    ['filter[locale$null]=true', 20],
    ['filter[enrolledAt$lt]=2026-01-03T00:00:00Z', 5],
    ['filter[isTest]=true', 8],
    ['filter[isTest]=true&filter[status]=ENROLLED', 3],
  ])('%s finds %i', async (filter, count) => {
    const { status, json, text } = await call('GET', `${within()}&page[size]=100&${filter}`)
    expect(status, text).toBe(200)
    expect(json.data).toHaveLength(count)
  })

  test('go over a relationship', async () => {
    const { json } = await call('GET', `participant?filter[study][key]=${study.key}&page[size]=100`)
    expect(json.data).toHaveLength(SIZE)
  })

  test('of another space find nothing, whatever they name', async () => {
    const paths = [
      within(),
      `participant?filter[study][key]=${study.key}`,
      `study?filter[key]=${study.key}`,
    ]
    for (const path of paths) {
      const { status, json } = await foreign(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}page[total]=true`,
      )
      expect([status, json.data, json.meta.total]).toEqual([200, [], 0])
    }
  })
})

test('a total is given when it is asked for', async () => {
  expect((await call('GET', within())).json.meta).toBeUndefined()
  const { json } = await call('GET', `${within()}&page[total]=true&page[size]=3`)
  expect(json.meta).toEqual({ total: SIZE, totalIsCapped: false })
})

test('a list that hangs on a record has an address', async () => {
  const { json } = await call('GET', `study/${study.id}/participants?page[size]=7&sort=code`)
  expect(codesOf(json)).toHaveLength(7)
  const second = await call('GET', json.links.next ?? '')
  expect(codesOf(second.json)[0]).toBe('P-007')
  expect((await foreign('GET', `study/${study.id}/participants`)).status).toBe(404)
})

test('a document does not grow with what hangs on the record', async () => {
  const small = await createStudy(a.space, {
    key: study.key.replace(/.$/, '9'),
    title: study.title,
  })
  const [few, many] = await Promise.all(
    [small, study].map(async ({ id }) => (await call('GET', `study/${id}`)).text),
  )
  expect(Math.abs((few ?? '').length - (many ?? '').length)).toBeLessThan(60)
})

test('a list that did not change is not sent again', async () => {
  const first = await call('GET', within())
  const tag = first.headers.get('etag') ?? ''
  const again = await call('GET', within(), undefined, { 'if-none-match': tag })
  expect([again.status, again.text]).toEqual([304, ''])
})
