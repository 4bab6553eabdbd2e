import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { SOME_ID } from '@/lib/rest/openapi/samples'
import { type Resource, resources } from '@/lib/rest/resources'
import { createIsolatedWorld, type World } from '../isolation/world'
import { makeTestKey } from '../support/api-keys'
import { operationOf } from '../support/openapi'
import { type RestServer, startRestServer } from '../support/rest-server'

/** The calls that the description shows are carried out as they stand, with ids put in. */

const run = promisify(execFile)
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

let world: World
let server: RestServer
let key: string
beforeAll(async () => {
  world = await createIsolatedWorld()
  server = await startRestServer()
  const maker = { space: { slug: world.slugs.a }, user: { id: world.as.owner.userId ?? '' } }
  key = (await makeTestKey(maker, { role: 'ADMIN' })).secret
})
afterAll(() => server.close())

/** The id that a reader would put in: of the record, or of the one that a link leads to. */
function withIds(source: string, { type, model }: Resource): string {
  const ofLinks = source.replace(
    new RegExp(`("type": "(\\w+)",\\s*"id": ")${SOME_ID}`, 'g'),
    (_, before: string, other: string) =>
      `${before}${world.a.anchor(resources.find((one) => one.type === other)?.model.name ?? '').id}`,
  )
  return ofLinks.replaceAll(`/${type}/${SOME_ID}`, `/${type}/${world.a.anchor(model.name).id}`)
}

async function answerOf(id: string, resource: Resource): Promise<string> {
  const sample = operationOf(id).samples.find(({ lang }) => lang === 'Shell')?.source ?? ''
  const command = withIds(sample, resource).replaceAll(env.APP_URL, server.url)
  const { stdout } = await run('sh', ['-c', `${command} --silent --write-out ' %{http_code}'`], {
    env: { ...process.env, STUDYSPACE_KEY: key },
  })
  return `${id} ${stdout.split(' ').at(-1)} ${stdout.includes('"errors"') ? stdout : ''}`.trim()
}

test.skipIf(!hasCurl).each(resources.map((resource) => [resource.type, resource] as const))(
  'curl lists, reads, makes and changes: %s',
  async (type, resource) => {
    expect(await answerOf(`${type}.list`, resource)).toBe(`${type}.list 200`)
    expect(await answerOf(`${type}.get`, resource)).toBe(`${type}.get 200`)
    // An identity belongs to one participant, and a saved view is changed by its author only.
    const alone = resource.links.every(({ name }) => !resource.model.keys.flat().includes(name))
    if (resource.can.create && alone) {
      expect(await answerOf(`${type}.create`, resource)).toBe(`${type}.create 201`)
    }
    if (resource.can.update) {
      expect(await answerOf(`${type}.update`, resource)).toMatch(
        new RegExp(`^${type}.update (200|403)`),
      )
    }
  },
)
