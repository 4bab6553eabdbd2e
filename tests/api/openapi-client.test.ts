import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '@/lib/rest/openapi/document'
import { sampleOfChange, sampleOfNew } from '@/lib/rest/openapi/samples'
import { type Resource, resources } from '@/lib/rest/resources'

/** A client that is generated from the description: programs that are right compile, others do not. */

const folder = resolve('node_modules/.cache/studyspace/client')

beforeAll(async () => {
  const types = astToString(await openapiTS(JSON.parse(JSON.stringify(openApiDocument()))))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'api.d.ts'), types)
})

const HEAD = `import createClient from 'openapi-fetch'
import type { paths } from './api'
const client = createClient<paths>({ baseUrl: 'https://studies.example.org/api/rest' })
const id = 'some id'
`

/** What a compiler says of programs, by their names. */
async function complaintsAbout(programs: Record<string, string>): Promise<string[]> {
  const files = Object.entries(programs).map(([name, text]) => ({
    name: join(folder, `${name}.ts`),
    text: `${HEAD}\n${text}\nexport {}\n`,
  }))
  for (const { name, text } of files) await writeFile(name, text)
  const program = ts.createProgram(
    files.map(({ name }) => name),
    {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
    },
  )
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const name = file?.fileName.replace(`${folder}/`, '').replace('.ts', '')
    return `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300)}`
  })
}

function programOf(resource: Resource): string {
  const { type, can } = resource
  const one = `params: { path: { id } }`
  const calls = [
    `const list = await client.GET('/${type}', {
       params: { query: { 'page[size]': 2, sort: '-createdAt', 'filter[id]': [id] } },
     })
     const ids: string[] = list.data?.data.map((record) => record.id) ?? []
     const next: string | null | undefined = list.data?.links.next
     const codes: string[] = list.error?.errors.map(({ code }) => code) ?? []`,
    `const got = await client.GET('/${type}/{id}', { ${one} })
     const kind: '${type}' | undefined = got.data?.data.type`,
    can.create &&
      `const made = await client.POST('/${type}', { body: { data: ${JSON.stringify(sampleOfNew(resource))} } })
       const since: string | undefined = made.data?.data.attributes.createdAt`,
    can.update &&
      `await client.PATCH('/${type}/{id}', {
         ${one}, body: { data: ${JSON.stringify(sampleOfChange(resource))} },
       })`,
    can.delete && `await client.DELETE('/${type}/{id}', { ${one} })`,
  ]
  return calls.filter(Boolean).join('\n')
}

test('right programs compile for every type, and wrong ones do not', async () => {
  const right = Object.fromEntries(resources.map((one) => [one.type, programOf(one)]))
  const wrong = {
    'no such type': `await client.GET('/patient', {})`,
    'no such parameter': `await client.GET('/study', { params: { query: { 'page[sise]': 2 } } })`,
    'no such order': `await client.GET('/study', { params: { query: { sort: 'colour' } } })`,
    'no such choice': `await client.GET('/study', { params: { query: { 'filter[status]': ['OPEN'] } } })`,
    'a required attribute is missing': `await client.POST('/study', {
      body: { data: { type: 'study', attributes: { title: 'A' } } } })`,
    'a frozen attribute changes': `await client.PATCH('/study/{id}', {
      params: { path: { id } }, body: { data: { type: 'study', id, attributes: { key: 'a' } } } })`,
    'what the server sets': `await client.POST('/study', {
      body: { data: { type: 'study', attributes: { key: 'a', title: 'A', createdAt: 'now' } } } })`,
    'nobody makes it': `await client.POST('/auditEvent', { body: {} })`,
    'a link to another type': `await client.POST('/participant', { body: { data: {
      type: 'participant', attributes: { code: 'a' },
      relationships: { study: { data: { type: 'arm', id } } } } } })`,
  }
  const complaints = await complaintsAbout({ ...right, ...wrong })
  const about = new Set(complaints.map((complaint) => complaint.split(':')[0]))
  expect(complaints.filter((one) => Object.keys(right).includes(one.split(':')[0] ?? ''))).toEqual(
    [],
  )
  expect([...about].sort()).toEqual(Object.keys(wrong).sort())
})
