import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { spaceModels } from '@/generated/tenancy'
import { responseOf } from '@/lib/api/reply'
import { handleRest } from '@/lib/rest/handler'
import { materialOf } from '../isolation/material'
import { Rows } from '../isolation/rows'
import { changes, reads, type Tree, treeOf } from '../isolation/trees'
import { delegateName } from '../isolation/values'
import { createIsolatedWorld, type Digest, digestOf, type World } from '../isolation/world'
import { makeTestKey } from '../support/api-keys'
import { differenceOf, operationOf } from '../support/openapi'
import { type FuzzedRequest, type Ids, requestOf } from '../support/openapi-requests'
import { cookieOf, rpc } from '../support/rpc'

/**
 * Whatever anybody sends to either door, sound or broken: the server does not break, answers as it is
 * described, says nothing of another space, and changes nothing there. FUZZ_REQUESTS says how many.
 */

vi.hoisted(() => {
  process.env.API_LIMIT_PER_MINUTE = '1000000'
})

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 600)
/** After so many the records of space A are made anew, and space B is looked at. */
const ROUND = 250

let world: World
let secrets: string[]
let untouched: Digest
/** Ids of both spaces and of none, by type. */
let byType = new Map<string, string[]>()
let every: string[] = []
const ids: Ids = (type) => (type && byType.get(type)) || every

async function makeNew(): Promise<void> {
  const mine = await new Rows(world.a.spaceId, world.a.authorId, 'open').fill()
  byType = new Map(
    spaceModels.map(({ name }) => {
      const [own, other] = [mine.anchor(name).id, world.b.anchor(name).id]
      return [delegateName(name), [own, own, own, other]]
    }),
  )
  every = [...[...byType.values()].flat(), world.b.spaceId, crypto.randomUUID()]
}

beforeAll(async () => {
  world = await createIsolatedWorld()
  const maker = { space: { slug: world.slugs.a }, user: { id: world.as.owner.userId ?? '' } }
  const keys = [
    { role: 'ADMIN' },
    { role: 'ADMIN' },
    { role: 'COORDINATOR' },
    { role: 'VIEWER' },
    { role: 'ADMIN', readOnly: true },
  ] as const
  secrets = await Promise.all(keys.map(async (given) => (await makeTestKey(maker, given)).secret))
  untouched = await digestOf(world.b.spaceId)
})

/** Runs in rounds, so that there is always something to find, and a change next door is seen soon. */
async function inRounds<Question>(
  questions: () => fc.Arbitrary<Question>,
  ask: (question: Question) => Promise<void>,
): Promise<void> {
  for (let done = 0; done < REQUESTS / 2; done += ROUND) {
    await makeNew()
    await fc.assert(fc.asyncProperty(questions(), ask), { numRuns: ROUND, endOnFailure: true })
    expect(await digestOf(world.b.spaceId)).toEqual(untouched)
  }
}

const leaks = (text: string, question: unknown) => {
  const asked = JSON.stringify(question)
  return world.planted.filter((secret) => text.includes(secret) && !asked.includes(secret))
}

test('the REST door', { timeout: 3_600_000 }, async () => {
  const statuses: Record<number, number> = {}
  const ask = async ([secret, given]: [string, FuzzedRequest]) => {
    const { method, path, headers, body } = given
    const operation = operationOf(given.operation)
    const request = new Request(`http://localhost:3000/api/rest${path}`, {
      method,
      headers: {
        'x-forwarded-for': '203.0.113.5',
        authorization: `Bearer ${secret}`,
        ...headers,
      },
      body,
    })
    const response = responseOf(await handleRest(request))
    const text = await response.text()
    const { status } = response
    statuses[status] = (statuses[status] ?? 0) + 1
    expect(status, text).toBeLessThan(500)
    expect(leaks(text, given), text).toEqual([])
    if (method !== operation.method) return
    expect(differenceOf(operation, { status, headers: response.headers, text })).toBeUndefined()
  }
  await inRounds(() => fc.tuple(fc.constantFrom(...secrets), requestOf(ids)), ask)
  if (process.env.FUZZ_REQUESTS) process.stdout.write(`${JSON.stringify(statuses)}\n`)
  // Many are carried out, or this would say little.
  expect((statuses[200] ?? 0) + (statuses[201] ?? 0)).toBeGreaterThan(REQUESTS / 8)
})

test('the RPC door', { timeout: 3_600_000 }, async () => {
  const material = await materialOf(world)
  const people = ['owner', 'coordinator', 'viewer', 'owner of B claiming A', 'stranger'] as const
  const broken = fc.record({ at: fc.nat(), junk: fc.jsonValue({ maxDepth: 2 }) })
  const question = fc.tuple(
    fc.constantFrom('owner' as const, ...people),
    fc.oneof(treeOf(material, reads), treeOf(material, changes)),
    fc.option(broken),
  )
  const ask = async ([name, tree, breaking]: [
    (typeof people)[number],
    Tree,
    { at: number; junk: unknown } | null,
  ]) => {
    const { userId = '' } = world.as[name]
    const call = rpc({ cookie: await cookieOf(userId), space: world.slugs.a })
    const asked = withoutMark(tree.args)
    const args = breaking ? brokenArgs(asked, breaking) : asked
    const { status, text } = await call(tree.model, tree.operation, args)
    expect(status, text).toBeLessThan(500)
    expect(leaks(text, args), text).toEqual([])
  }
  await inRounds(() => question, ask)
})

/** What is saved with the mark of the other space would look like a leak ever after. */
const withoutMark = (args: object): object =>
  JSON.parse(
    JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
    (_, value) =>
      typeof value === 'string' ? value.replaceAll(world.planted[0] ?? '', 'other') : value,
  )

/** The arguments with one of them replaced. */
function brokenArgs(args: object, { at, junk }: { at: number; junk: unknown }): object {
  const entries = Object.entries(args)
  return Object.fromEntries(
    entries.map(([name, value], index) => [name, index === at % entries.length ? junk : value]),
  )
}
