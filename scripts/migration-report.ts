import type { InspectedModel } from './inspect-schema'

const SPACE = '<space>'

/** What a migration made, and where each of it can be seen. */
export function reportOf(sql: string, models: InspectedModel[]): string {
  const made = [...sql.matchAll(/^CREATE TABLE "([^"]+)"/gm)].map(([, name]) => name)
  const changed = [...sql.matchAll(/^ALTER TABLE "([^"]+)" (?!.*\bFOREIGN KEY\b)/gm)]
    .map(([, name]) => name)
    .filter((name) => !made.includes(name))
  return models
    .filter(({ name }) => made.includes(name) || changed.includes(name))
    .map((model) => (made.includes(model.name) ? newModel(model) : changedModel(model)))
    .join('\n')
}

function newModel({ name, inSpace, appendOnly, columns }: InspectedModel): string {
  const heading = `\n${name} is there:`
  if (!inSpace) return [heading, ...lines(outside(name, columns.length))].join('\n')
  const delegate = name.charAt(0).toLowerCase() + name.slice(1)
  const file = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  return [
    heading,
    ...lines([
      ['table', `"${name}", ${columns.length} columns; the SQL above`],
      ['rules', 'those of SpaceRecord and its own: schema.zmodel'],
      ['fence', `row-level security, rights and triggers: prisma/tenancy.sql, "-- ${name}"`],
      ['audit', appendOnly ? 'follows from what it records' : 'each write is an AuditEvent'],
      ['RPC', `/api/model/${delegate}/findMany, header x-space: ${SPACE}`],
      ['hooks', `useFindMany${name}, useCreate${name}, ...: @/generated/hooks/${file}`],
      ['grid', `/spaces/${SPACE}/data/${delegate}, with form, import and export`],
      ['isolation', 'covered: npm run test:isolation'],
    ]),
    '\nThe server takes it up when it starts: npm run dev',
  ].join('\n')
}

const outside = (name: string, count: number): [string, string][] => [
  ['table', `"${name}", ${count} columns; the SQL above`],
  ['fence', 'the application has no right to it, unless @@meta("fence.select", ...) gives one'],
]

const changedModel = ({ name }: InspectedModel) =>
  `\n${name} has changed: table, fence, RPC, hooks, grid, form, import and export follow.`

const lines = (entries: [string, string][]) =>
  entries.map(([what, where]) => `  ${what.padEnd(12)} ${where}`)
