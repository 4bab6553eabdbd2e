import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { openApiDocument, publishedDocument } from '@/lib/rest/openapi/document'
import { respondOpenApi } from '@/lib/rest/openapi/respond'
import { resources } from '@/lib/rest/resources'

/** The description of the REST API: well formed, whole, and the same for everybody. */

const document = openApiDocument() as {
  paths: Record<string, Record<string, unknown>>
  components: Record<string, Record<string, object>>
}
const { text } = publishedDocument()

test('a linter of OpenAPI finds nothing', async () => {
  const config = await createConfig({
    extends: ['recommended'],
    rules: {
      // A server may well be localhost, and what people may do is for their keys to say.
      'no-server-example.com': 'off',
    },
  })
  const problems = await lintFromString({
    source: text,
    absoluteRef: 'openapi.json',
    config,
  })
  const lines = problems.map(
    ({ severity, ruleId, message, location }) =>
      `${severity} ${ruleId} ${location[0]?.pointer}: ${message}`,
  )
  expect(lines).toEqual([])
})

test.each(resources.map((resource) => [resource.type, resource] as const))(
  '%s has the methods that somebody may use',
  (type, { can }) => {
    const methods = (path: string) =>
      Object.keys(document.paths[path] ?? {}).filter((name) => name !== 'parameters')
    expect(methods(`/${type}`)).toEqual(['get', ...(can.create ? ['post'] : [])])
    expect(methods(`/${type}/{id}`)).toEqual([
      'get',
      ...(can.update ? ['patch'] : []),
      ...(can.delete ? ['delete'] : []),
    ])
  },
)

test('it is the same each time, and is not sent twice', async () => {
  expect(JSON.stringify(openApiDocument())).toBe(text)
  const ask = (headers = {}) =>
    respondOpenApi(new Request('http://localhost:3000/api/openapi.json', { headers }))
  const first = ask()
  expect([first.status, await first.text()]).toEqual([200, text])
  expect(first.headers.get('cache-control')).toContain('public')
  const again = ask({ 'if-none-match': first.headers.get('etag') ?? '' })
  expect([again.status, await again.text()]).toEqual([304, ''])
})
