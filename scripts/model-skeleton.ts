import { createRequire } from 'node:module'
import { Refusal } from '@/lib/refusal'

const { backName, lowerFirst, modelNameProblem } = createRequire(import.meta.url)(
  './zenstack/names.cjs',
) as {
  backName(model: string): string
  lowerFirst(name: string): string
  modelNameProblem(name: string): string | undefined
}

/** What the rows of a new model belong to, besides their space. */
export type Parent = 'Study' | 'Participant'

const KEYS: Record<Parent, string[]> = {
  Study: ['studyId'],
  Participant: ['participantId', 'studyId'],
}

/**
 * Adds a model to the text of a schema: a skeleton with comments, and the other sides of its relations.
 * @throws Refusal when the name cannot be used; says which to write.
 */
export function addModel(schema: string, name: string, parent?: Parent): string {
  requireName(schema, name)
  let text = insertModel(schema, skeletonOf(name, parent), parent ?? 'Study')
  for (const owner of parent ? ['Space', parent] : ['Space']) {
    text = addBackReference(text, owner, name)
  }
  return text
}

function requireName(schema: string, name: string): void {
  const problem = modelNameProblem(name)
  if (problem) throw new Refusal(`"${name}": ${problem}`)
  const names = [...schema.matchAll(/^(?:abstract )?(?:model|enum|type) (\w+)/gm)].map(([, n]) => n)
  const taken = names.find((other) => other?.toLowerCase() === name.toLowerCase())
  if (taken) {
    throw new Refusal(
      `"${name}": ${taken} stands in schema.zmodel already. Add fields to it there, or write another name, for example "${name}Record".`,
    )
  }
  const singular = name.replace(/s$/, '')
  if (names.includes(singular)) {
    throw new Refusal(
      `"${name}": a model is named in the singular, and ${singular} stands in schema.zmodel already.`,
    )
  }
}

function skeletonOf(name: string, parent?: Parent): string {
  const relation = parent ? relationLines(parent) : []
  const key = parent ? [...KEYS[parent], 'spaceId'] : ['spaceId']
  return [
    `/// One ${words(name)}: say here what a row stands for. People read this text in the data studio.`,
    `model ${name} extends SpaceRecord {`,
    ...relation,
    '  /// A line like this one is the help beside the field.',
    '  title String @trim @length(1, 200)',
    '  // Replace the field above by your own; "?" behind the type makes it optional. For example:',
    '  //   happenedAt DateTime @db.Timestamptz(3)',
    '  //   onDay      DateTime? @db.Date',
    '  //   minutes    Int? @gte(0) @lte(1440)',
    '  //   done       Boolean @default(false)',
    '  // Types, rules for values, relations and how fields look: docs/models.md',
    '',
    `  @@index([${key.join(', ')}, createdAt, id])`,
    '}',
  ]
    .filter((line) => parent || !line.includes('@@index'))
    .join('\n')
    .replace(/\n\n\}$/, '\n}')
}

function relationLines(parent: Parent): string[] {
  const field = lowerFirst(parent)
  const keys = KEYS[parent]
  const width = Math.max(...keys.map((key) => key.length)) + 1
  const typeWidth = Math.max(parent.length, 'String'.length) + 1
  const columns = [...keys, 'spaceId'].join(', ')
  const references = ['id', ...keys.slice(1), 'spaceId'].join(', ')
  return [
    `  ${field.padEnd(width)}${parent.padEnd(typeWidth)}@relation(fields: [${columns}], references: [${references}], onDelete: Cascade, onUpdate: NoAction)`,
    ...keys.map(
      (key) => `  ${key.padEnd(width)}${'String'.padEnd(typeWidth)}@deny('update', true)`,
    ),
  ]
}

/** `HomeVisit` as people write it: "home visit". */
const words = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()

/** Behind the models of studies: before the next heading. */
function insertModel(schema: string, model: string, behind: string): string {
  const start = schema.search(new RegExp(`^model ${behind} `, 'm'))
  const heading = schema.slice(Math.max(start, 0)).search(/^\/\/ -{20,}\n\/\/ /m)
  if (start < 0 || heading < 0) return `${schema.trimEnd()}\n\n${model}\n`
  const at = start + heading
  return `${schema.slice(0, at)}${model}\n\n${schema.slice(at)}`
}

/** The list of the new model in a model that it leads to, below the lists that stand there. */
function addBackReference(schema: string, owner: string, name: string): string {
  const start = schema.search(new RegExp(`^model ${owner} `, 'm'))
  if (start < 0)
    throw new Refusal(`schema.zmodel has no model ${owner} that ${name} could belong to.`)
  const end = schema.indexOf('\n}', start)
  const lines = schema.slice(start, end).split('\n')
  const fields = lines.map((line) => /^\s+(\w+)(\s+)\w/.exec(line))
  const wanted = backName(name)
  const taken = fields.some((field) => field?.[1] === wanted)
  const field = taken ? `${lowerFirst(name)}Records` : wanted
  const last = lines.findLastIndex((line) => /^\s+\w+\s+[A-Z]\w*\[\]/.test(line))
  const at = last >= 0 ? last : fields.findLastIndex(Boolean)
  const [, neighbour = '', gap = ''] = fields[at] ?? []
  const width = neighbour.length + gap.length
  lines.splice(at + 1, 0, `  ${`${field} `.padEnd(width)}${name}[]`)
  return `${schema.slice(0, start)}${lines.join('\n')}${schema.slice(end)}`
}
