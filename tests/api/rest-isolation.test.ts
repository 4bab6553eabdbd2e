import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type Resource, resourceOfModel, resources } from '@/lib/rest/resources'
import { columnOf } from '@/lib/studio/models'
import { changeOf, tableOf } from '../isolation/rows'
import { createIsolatedWorld, type Digest, digestOf, type World } from '../isolation/world'
import { makeTestKey } from '../support/api-keys'
import { expectSpaceUnchanged } from '../support/matchers'
import { type RestAnswer, type RestCall, restClient } from '../support/rest'
import { resourceOf } from '../support/rest-documents'

/**
 * The keys of two spaces attack each other over REST with all that either knows of the other: nothing
 * of a space is in an answer to the other, and nothing changes there.
 */

vi.hoisted(() => {
  process.env.API_LIMIT_PER_MINUTE = '1000000'
})

let world: World
let call: RestCall
let neighbour: RestCall
let untouched: Digest
beforeAll(async () => {
  world = await createIsolatedWorld()
  const keyOf = async (slug: string, userId = '') =>
    restClient(
      (await makeTestKey({ space: { slug }, user: { id: userId } }, { role: 'ADMIN' })).secret,
    )
  call = await keyOf(world.slugs.a, world.as.owner.userId)
  neighbour = await keyOf(world.slugs.b, world.as['owner of B'].userId)
  for (const one of [call, neighbour]) await one('GET', 'study')
  untouched = await digestOf(world.b.spaceId)
})

const theirs = ({ model }: Resource) => world.b.anchor(model.name)
const ours = ({ model }: Resource) => world.a.anchor(model.name)

/** Sends what an attacker would, and expects nothing of space B in the answer and no change there. */
async function attack(...[method, path, body, headers]: Parameters<RestCall>): Promise<RestAnswer> {
  const answer = await expectSpaceUnchanged(world.b.spaceId, () =>
    call(method, path, body, headers),
  )
  const asked = decodeURIComponent(`${path} ${JSON.stringify([body, headers])}`)
  const leaks = world.planted.filter((secret) => answer.text.includes(secret))
  expect(
    leaks.filter((secret) => !asked.includes(secret)),
    answer.text,
  ).toEqual([])
  expect(answer.status).toBeLessThan(500)
  return answer
}

/** The same question about what does not exist anywhere has the same answer. */
async function expectAsAbsent(ask: (id: string) => Promise<RestAnswer>, id: string): Promise<void> {
  const nobody = crypto.randomUUID()
  const [there, nowhere] = [await ask(id), await ask(nobody)]
  const said = ({ status, text }: RestAnswer, own: string) => [
    status,
    text.replaceAll(own, '<id>').replace(/"id":"[0-9a-f-]{36}"/g, ''),
  ]
  expect(said(there, id)).toEqual(said(nowhere, nobody))
}

const each = (condition: (resource: Resource) => boolean = () => true) =>
  resources.filter(condition).map((resource) => [resource.type, resource] as const)

const targetsOf = ({ links }: Resource) =>
  links.flatMap((field) => {
    const target = resourceOfModel(field.type)
    return target ? [{ field, target }] : []
  })

describe('by its id', () => {
  test.each(each())('%s is as absent as one that does not exist', async (type, resource) => {
    const { id } = theirs(resource)
    await expectAsAbsent((one) => attack('GET', `${type}/${one}`), id)
    for (const { field } of targetsOf(resource)) {
      await expectAsAbsent((one) => attack('GET', `${type}/${one}/${field.name}`), id)
    }
    for (const { name, model } of resource.children) {
      if (!resourceOfModel(model)) continue
      await expectAsAbsent((one) => attack('GET', `${type}/${one}/${name}`), id)
    }
  })

  test.each(each(({ can }) => can.update))('%s is not changed', async (type, resource) => {
    const { id } = theirs(resource)
    const change = (one: string) => ({
      data: resourceOf(resource, changeOf(tableOf(resource.model.name)), one),
    })
    await expectAsAbsent((one) => attack('PATCH', `${type}/${one}`, change(one)), id)
    const tag = (await neighbour('GET', `${type}/${id}`)).headers.get('etag') ?? ''
    for (const version of [tag, '"1"', '*']) {
      const headers = { 'if-match': version }
      await expectAsAbsent((one) => attack('PATCH', `${type}/${one}`, change(one), headers), id)
    }
  })

  test.each(each(({ can }) => can.delete))('%s is not deleted', async (type, resource) => {
    const { id } = theirs(resource)
    await expectAsAbsent((one) => attack('DELETE', `${type}/${one}`), id)
    await expectAsAbsent(
      (one) => attack('DELETE', `${type}/${one}`, undefined, { 'if-match': '"1"' }),
      id,
    )
  })
})

describe('in lists', () => {
  test.each(each())('%s is not found by what it has or leads to', async (type, resource) => {
    const row = theirs(resource)
    const filters = [`filter[id]=${row.id}`, `filter[id$gte]=${row.id}`, 'page[size]=500']
    for (const { field, target } of targetsOf(resource)) {
      const { id } = theirs(target)
      filters.push(`filter[${field.name}]=${id}`, `filter[${field.name}][id]=${id}`)
      filters.push(`filter[${field.name}][id$ne]=${ours(target).id}`)
    }
    for (const filter of filters) {
      const { status, json } = await attack('GET', `${type}?${filter}&page[total]=true`)
      expect(status).toBe(200)
      const foreign = json.data.filter(({ id }) => id === row.id)
      expect(foreign, filter).toEqual([])
      if (filter.includes(row.id) && !filter.includes('$')) expect(json.meta.total).toBe(0)
    }
  })

  test.each(each())(
    '%s is not come by, in whatever order and from whatever place',
    async (type, resource) => {
      const { id, createdAt } = theirs(resource)
      for (const sort of ['id', '-id', 'createdAt', '-createdAt']) {
        const value = sort.endsWith('id') ? id : (createdAt as Date).toISOString()
        const after = Buffer.from(`${id}~${value}`).toString('base64url')
        const { status, json } = await attack(
          'GET',
          `${type}?sort=${sort}&page[after]=${after}&page[size]=500`,
        )
        expect(status).toBe(200)
        expect(json.data.map((one) => one.id)).not.toContain(id)
      }
    },
  )

  test.each(each((one) => targetsOf(one).length > 0))(
    '%s brings nothing along that is not ours',
    async (type, resource) => {
      const include = targetsOf(resource).map(({ field }) => field.name)
      const { status, json } = await attack('GET', `${type}?include=${include}&page[size]=500`)
      expect(status).toBe(200)
      for (const { id } of json.included ?? []) expect(world.planted).not.toContain(id)
    },
  )
})

describe('what is made or changed of ours', () => {
  const writable = (resource: Resource) =>
    targetsOf(resource).filter(({ field }) => !field.given && !field.inherited)

  test.each(each((one) => one.can.create && writable(one).length > 0))(
    '%s does not hang on what is theirs',
    async (type, resource) => {
      for (const { field, target } of writable(resource)) {
        const draft = await world.a.draft(tableOf(resource.model.name))
        const make = (id: string) => resourceOf(resource, { ...draft, [columnOf(field)]: id })
        const { id } = theirs(target)
        await expectAsAbsent((one) => attack('POST', type, { data: make(one) }), id)
        expect((await attack('POST', type, { data: make(id) })).status).toBe(422)
        const add = (one: string) => ({ 'atomic:operations': [{ op: 'add', data: make(one) }] })
        await expectAsAbsent((one) => attack('POST', 'operations', add(one)), id)
      }
    },
  )

  test.each(each((one) => one.can.update && writable(one).some(({ field }) => !field.frozen)))(
    '%s is not moved to what is theirs',
    async (type, resource) => {
      const { id } = ours(resource)
      for (const { field, target } of writable(resource)) {
        if (field.frozen) continue
        const move = (to: string) => ({
          data: {
            type,
            id,
            relationships: { [field.name]: { data: { type: target.type, id: to } } },
          },
        })
        await expectAsAbsent(
          (one) => attack('PATCH', `${type}/${id}`, move(one)),
          theirs(target).id,
        )
      }
    },
  )

  test('does not take its space or its maker from the request', async () => {
    const author = world.as['owner of B'].userId
    for (const given of [
      { spaceId: world.b.spaceId },
      { createdById: author },
      { space: world.b.spaceId },
    ]) {
      const data = { type: 'study', attributes: { key: 'given', title: 'Given', ...given } }
      expect((await attack('POST', 'study', { data })).status).toBe(422)
      expect(
        (await attack('POST', 'operations', { 'atomic:operations': [{ op: 'add', data }] })).status,
      ).toBe(422)
    }
    const relationships = { space: { data: { type: 'space', id: world.b.spaceId } } }
    const data = { type: 'study', attributes: { key: 'given', title: 'Given' }, relationships }
    expect((await attack('POST', 'study', { data })).status).toBe(422)
  })
})

describe('many at once', () => {
  const operate = (...list: object[]) => attack('POST', 'operations', { 'atomic:operations': list })

  test.each(each(({ can }) => can.update))('do not change: %s', async (type, resource) => {
    const columns = changeOf(tableOf(resource.model.name))
    const [own, other] = [ours(resource).id, theirs(resource).id]
    const update = (id: string) => ({ op: 'update', data: resourceOf(resource, columns, id) })
    await expectAsAbsent((id) => operate(update(id)), other)
    await expectAsAbsent((id) => operate(update(own), update(id)), other)
    await expectAsAbsent(
      (id) => operate({ op: 'update', ref: { type, id }, data: { ...update(own).data, id } }),
      other,
    )
  })

  test.each(each(({ can }) => can.delete))('do not delete: %s', async (type, resource) => {
    const remove = (id: string) => ({ op: 'remove', ref: { type, id } })
    await expectAsAbsent((id) => operate(remove(id)), theirs(resource).id)
  })

  test('do not take a local id for one of theirs', async () => {
    const study = theirs(resources.find(({ type }) => type === 'study') as Resource)
    const arm = {
      op: 'add',
      data: {
        type: 'arm',
        attributes: { key: 'local', title: 'Local' },
        relationships: { study: { data: { type: 'study', lid: study.id } } },
      },
    }
    expect((await operate(arm)).status).toBe(422)
    const own = {
      op: 'add',
      data: { type: 'study', lid: study.id, attributes: { key: 'local', title: 'Local' } },
    }
    const { status, json } = await operate(own, arm)
    expect(status).toBe(200)
    expect(json['atomic:results'][0]?.data.id).not.toBe(study.id)
  })
})

test('the answer to a write of theirs is not ours by its Idempotency-Key', async () => {
  const headers = { 'idempotency-key': 'the-same' }
  const body = { data: { type: 'study', attributes: { key: 'once', title: 'Once' } } }
  const first = await neighbour('POST', 'study', body, headers)
  const second = await attack('POST', 'study', body, headers)
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.json.data.id).not.toBe(first.json.data.id)
  await neighbour('DELETE', `study/${first.json.data.id}`)
})

test('after all that, space B is as it was', async () => {
  const {
    Study,
    AuditEvent: _,
    AuditLink: __,
    KeptAnswer: ___,
    ...after
  } = await digestOf(world.b.spaceId)
  const { Study: before, ...others } = untouched
  expect(Study).toBe(before)
  expect(others).toMatchObject(after)
})
