import type { Bulk } from '@/lib/db/bulk'
import type { Model } from '@/lib/db/bulk-model'
import { delegateName, modelNamed } from '@/lib/studio/models'
import { type Draft, nameIn } from './draft'
import { agreements, type ImportField, nameColumns } from './fields'

type Row = Record<string, unknown> & { id: string }
/** The columns that a row which links gets, or why there are none. */
type Found = { values: Record<string, unknown> } | { reason: string }

/** Finds the records that rows link to, and puts their ids into the drafts. Keeps what it found. */
export type LinkFinder = (drafts: Draft[]) => Promise<void>

/**
 * Links by the id or by what the other record is called, within the space. Of several records of one
 * name those count that agree with the rest of the row, such as arms of its study. For each link one
 * query asks for all names that are new.
 */
export function linkFinder(
  compare: Bulk['compare'],
  fields: readonly (ImportField | undefined)[],
): LinkFinder {
  const links = fields
    .filter((field) => field !== undefined)
    .filter(({ kind }) => kind === 'link')
    .toSorted((a, b) => rank(a) - rank(b))
    .map((field) => ({ field, found: new Map<string, Found>() }))
  return async (drafts) => {
    for (const { field, found } of links) await findOne(compare, field, found, drafts)
  }
}

/** What others have to agree with comes first. */
const rank = ({ carried, narrowedBy = [] }: ImportField) =>
  carried ? 0 : narrowedBy.length === 0 ? 1 : 2

/** `agreed` by the columns of the other record. */
type Wanted = { draft: Draft; text: string; agreed: Record<string, unknown>; key: string }

async function findOne(
  compare: Bulk['compare'],
  field: ImportField,
  found: Map<string, Found>,
  drafts: Draft[],
): Promise<void> {
  const wanted = drafts.flatMap((draft) => wantedBy(draft, field))
  const fresh = new Map(wanted.filter(({ key }) => !found.has(key)).map((one) => [one.key, one]))
  if (fresh.size > 0) {
    const rows = await rowsFor(compare, field, [...fresh.values()])
    for (const [key, one] of fresh) found.set(key, choose(field, one, rows))
  }
  for (const { draft, key } of wanted) {
    const answer = found.get(key)
    if (answer && 'values' in answer) Object.assign(draft.values, answer.values)
    else if (answer) draft.wrong[field.column] = answer.reason
  }
}

function wantedBy(draft: Draft, field: ImportField): Wanted[] {
  const { texts, values, wrong, known } = draft
  const given = texts[field.column]
  // Without knowing the study, nobody knows which arm is meant.
  const isOpen = agreements(field).some(({ column }) => wrong[column] !== undefined)
  if (given === undefined || isOpen) return []
  const text = nameIn(given)
  if (known?.[field.column] === text) {
    // As it is; whether one may see the other record does not matter.
    values[field.column] = text
    return []
  }
  const agreed = Object.fromEntries(
    agreements(field).flatMap(({ column, references }) => {
      const value = values[column] ?? (field.narrowedBy ? known?.[column] : undefined)
      return value === undefined ? [] : [[references, value]]
    }),
  )
  return [{ draft, text, agreed, key: JSON.stringify([text, agreed]) }]
}

type Names = { byId: Map<string, Row>; byName: Map<string, Row[]> }

async function rowsFor(
  compare: Bulk['compare'],
  field: ImportField,
  wanted: Wanted[],
): Promise<Names> {
  const texts = [...new Set(wanted.map(({ text }) => text))]
  const names = nameColumns(field)
  const named = { OR: names.map((name) => ({ [name]: { in: texts } })) }
  const rows = (await compare(delegateName(field.type) as Model, {
    OR: [
      { id: { in: texts } },
      ...(names.length > 0 ? [{ AND: [named, ...within(field, wanted)] }] : []),
    ],
  })) as Row[]
  const byName = new Map<string, Row[]>()
  for (const row of rows) {
    const own = new Set(names.map((name) => row[name]).filter((name) => typeof name === 'string'))
    for (const name of own) {
      const others = byName.get(name)
      if (others) others.push(row)
      else byName.set(name, [row])
    }
  }
  return { byId: new Map(rows.map((row) => [row.id, row])), byName }
}

/** Keeps the records of other studies out of the query, where every row says which it means. */
function within(field: ImportField, wanted: Wanted[]): object[] {
  return agreements(field).flatMap(({ references }) => {
    const values = wanted.map(({ agreed }) => agreed[references])
    return values.includes(undefined) || values.includes(null)
      ? []
      : [{ [references]: { in: [...new Set(values)] } }]
  })
}

function choose(field: ImportField, { text, agreed }: Wanted, { byId, byName }: Names): Found {
  const target = modelNamed(field.type)
  const one = target?.label.toLowerCase() ?? 'record'
  const agrees = (row: Row) =>
    Object.entries(agreed).every(([column, value]) => row[column] === value)
  const same = byId.get(text)
  if (same) return agrees(same) ? taken(field, same) : { reason: elsewhere(field, one) }
  const [row, ...others] = (byName.get(text) ?? []).filter(agrees)
  if (!row) return { reason: `There is no such ${one}${whereOf(field, agreed)}.` }
  if (others.length > 0)
    return { reason: `Several records are called so. Use the id of the ${one}.` }
  return taken(field, row)
}

function taken({ column, carries = [] }: ImportField, row: Row): Found {
  const along = carries.map((pair) => [pair.column, row[pair.references]])
  return { values: { ...Object.fromEntries(along), [column]: row.id } }
}

/** " in this study" */
function whereOf(field: ImportField, agreed: Record<string, unknown>): string {
  const narrowing = modelNamed(field.type)?.fields.find(({ column = '' }) => column in agreed)
  return ` in this ${narrowing?.label.toLowerCase() ?? 'space'}`
}

function elsewhere(field: ImportField, one: string): string {
  const target = modelNamed(field.type)
  const [first] = agreements(field)
  const narrowing = target?.fields.find(({ column }) => column === first?.references)
  return `This ${one} belongs to another ${narrowing?.label.toLowerCase() ?? 'record'}.`
}
