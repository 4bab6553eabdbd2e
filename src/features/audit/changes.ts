import { formatDay, formatInstant } from '@/lib/format'
import { languageName } from '@/lib/languages'
import type { TrailEvent } from './queries'
import { codeWord, fieldOfColumn, fieldWord } from './words'

/** What an event changed, column by column, and how its values are said. */

type Recorded = Pick<TrailEvent, 'action' | 'entity' | 'entityId' | 'changes'>

export type Change = {
  column: string
  /** Of a column that is an object: which of its entries. */
  part?: string
  before: unknown
  after: unknown
}

/** Every column that was changed. An event says of a new or a deleted row what it was. */
export function changesOf(event: Recorded): Change[] {
  if (isRead(event)) return []
  return entriesOf(event)
    .flatMap(([column, recorded]) => partsOf(column, ...bothOf(event.action, recorded)))
    .filter(({ before, after }) => before !== null || after !== null)
}

function bothOf(action: string, recorded: unknown): [before: unknown, after: unknown] {
  if (action === 'create') return [null, recorded]
  if (action === 'delete') return [recorded, null]
  const [before = null, after = null] = Array.isArray(recorded) ? recorded : [null, recorded]
  return [before, after]
}

/** What was exported, for the reads that say so. */
export function detailsOf(event: Recorded): { column: string; value: unknown }[] {
  return isRead(event) ? entriesOf(event).map(([column, value]) => ({ column, value })) : []
}

const isRead = ({ action }: Recorded) => action === 'reveal' || action === 'export'

function entriesOf({ changes }: Recorded): [string, unknown][] {
  return isObject(changes) ? Object.entries(changes) : []
}

/** Of an object only the entries that differ. */
function partsOf(column: string, before: unknown, after: unknown): Change[] {
  if (![before ?? after, before ?? {}, after ?? {}].every(isObject)) {
    return [{ column, before, after }]
  }
  const [former, changed] = [before ?? {}, after ?? {}] as [Values, Values]
  return [...new Set([...Object.keys(former), ...Object.keys(changed)])]
    .map((part) => ({ column, part, before: own(former, part), after: own(changed, part) }))
    .filter((part) => JSON.stringify(part.before) !== JSON.stringify(part.after))
}

type Values = Record<string, unknown>

const own = (values: Values, key: string): unknown =>
  Object.hasOwn(values, key) ? values[key] : null

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The name of what was changed: "Status", "Attributes: site". */
export function changeName(
  entity: string,
  { column, part }: Pick<Change, 'column' | 'part'>,
): string {
  const name = fieldWord(column, entity)
  return part === undefined ? name : `${name}: ${part}`
}

/**
 * Whether the trail says only that there was a value. Such a value is the address of the column:
 * "ParticipantIdentity/<id>/email".
 */
export function isHidden({ entity, entityId }: Recorded, column: string, value: unknown): boolean {
  return value === `${entity}/${entityId}/${column}`
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const LANGUAGES = new Set(['locale', 'locales', 'defaultLocale'])
const DAY = /^\d{4}-\d\d-\d\d$/

/**
 * A value as people read it; undefined for none.
 * @param nameOf what a record is called that the value may be the id of.
 */
export function valueText(
  entity: string,
  column: string,
  value: unknown,
  { zone, nameOf }: { zone: string; nameOf: (id: string) => string | undefined },
): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const said = LANGUAGES.has(column) ? languageName : String
  if (Array.isArray(value)) return value.map(String).map(said).join(', ')
  if (typeof value !== 'string') return isObject(value) ? JSON.stringify(value) : String(value)
  const kind = fieldOfColumn(entity, column)?.kind
  if ((kind === 'instant' || column.endsWith('At')) && INSTANT.test(value)) {
    return formatInstant(value, { zone, style: 'exact' })
  }
  // The days of an export's filter have no field.
  if ((kind === 'day' || /^(from|to)$/.test(column)) && DAY.test(value)) return formatDay(value)
  return codeWord(entity, column, value) ?? nameOf(value) ?? said(value)
}
