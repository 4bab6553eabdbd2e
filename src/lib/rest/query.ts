import {
  formatKeysetMark,
  type KeysetMark,
  type KeysetSort,
  keysetMark,
  parseKeysetMark,
} from '../query/keyset'
import { fieldNamed, keyColumns, type StudioField, type StudioModel } from '../studio/models'
import { isSortable, sortBy } from '../studio/sort'
import { filterOf } from './filters'
import { refuseParameter } from './refusal'
import { type Resource, resourceOfModel, resourceOfType } from './resources'
import { isKept } from './values'

/** What the address of a request asks for. */

export const PAGE_SIZE = 25
export const LARGEST_PAGE = 500
/** A page with related records is smaller, since each of them may be as large as the record. */
export const LARGEST_INCLUDE = 5
/** Relations that a path of an include may follow. */
export const INCLUDE_DEPTH = 3

/** Names of links to follow, each with those to follow from there. */
export type Include = { readonly [link: string]: Include }
/** By type, the attributes and relationships that are shown; all of a type that is absent. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>

export type Shown = { fields: Fields; include: Include }

export type ListQuery = Shown & {
  where: Record<string, unknown>
  sort: KeysetSort
  size: number
  mark: KeysetMark | undefined
  total: boolean
}

const SHOWN_PARAMETER = /^(include|fields\[\w+\])$/

/** @throws RestRefusal for a parameter that there is not, or whose value makes no sense. */
export function readShown(resource: Resource, parameters: URLSearchParams): Shown {
  for (const [name] of parameters) {
    if (!SHOWN_PARAMETER.test(name)) throw refuseParameter(name, 'There is no such parameter here.')
  }
  return shownOf(resource, parameters)
}

/** @throws RestRefusal for a parameter that there is not, or whose value makes no sense. */
export function readList(resource: Resource, parameters: URLSearchParams): ListQuery {
  const { model } = resource
  const conditions: Record<string, unknown>[] = []
  for (const [name, value] of parameters) {
    if (name.startsWith('filter')) conditions.push(filterOf(model, name, value))
    else if (!SHOWN_PARAMETER.test(name) && !LIST_PARAMETERS.has(name)) {
      throw refuseParameter(name, 'There is no such parameter.')
    }
  }
  const sort = readSort(model, parameters.get('sort'))
  return {
    ...shownOf(resource, parameters),
    where: conditions.length === 1 ? (conditions[0] ?? {}) : { AND: conditions },
    sort,
    size: readSize(parameters.get('page[size]')),
    mark: readMark(parameters.get('page[after]'), sort),
    total: readTotal(parameters.get('page[total]')),
  }
}

const LIST_PARAMETERS = new Set(['sort', 'page[size]', 'page[after]', 'page[total]'])

function shownOf({ model }: Resource, parameters: URLSearchParams): Shown {
  const fields = new Map<string, Set<string>>()
  for (const [name, value] of parameters) {
    const [, type] = /^fields\[(\w+)\]$/.exec(name) ?? []
    if (type) fields.set(type, readFields(name, type, value))
  }
  return { fields, include: readInclude(model, parameters.get('include') ?? '') }
}

function readFields(parameter: string, type: string, value: string): Set<string> {
  const resource = resourceOfType(type)
  if (!resource) throw refuseParameter(parameter, `There is no type "${type}".`)
  const names = value.split(',').filter(Boolean)
  const unknown = names.find((name) => !fieldNamed(resource.model, name))
  if (unknown !== undefined)
    throw refuseParameter(parameter, `"${type}" has no field "${unknown}".`)
  return new Set(names)
}

type OpenInclude = { [link: string]: OpenInclude }

function readInclude(model: StudioModel, text: string): Include {
  const include: OpenInclude = {}
  const paths = text.split(',').filter(Boolean)
  if (paths.length > LARGEST_INCLUDE) {
    throw refuseParameter('include', `Include at most ${LARGEST_INCLUDE} paths.`)
  }
  for (const path of paths) {
    let [target, level]: [StudioModel, OpenInclude] = [model, include]
    const names = path.split('.')
    if (names.length > INCLUDE_DEPTH) {
      throw refuseParameter('include', `Follow at most ${INCLUDE_DEPTH} relationships.`)
    }
    for (const name of names) {
      const field = fieldNamed(target, name)
      const next = field?.kind === 'link' ? resourceOfModel(field.type) : undefined
      if (!next) {
        throw refuseParameter(
          'include',
          `"${name}" cannot be included; lists have an address of their own.`,
        )
      }
      level = level[name] ??= {}
      target = next.model
    }
  }
  return include
}

/** Whether lists can be ordered by a field. */
export const isSorted = (field: StudioField): boolean =>
  isSortable(field) && field.type !== 'BigInt'

const NEWEST: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

function readSort(model: StudioModel, text: string | null): KeysetSort {
  if (text === null) return NEWEST
  const desc = text.startsWith('-')
  const field = fieldNamed(model, desc ? text.slice(1) : text)
  if (!field || !isSorted(field)) {
    throw refuseParameter(
      'sort',
      'Sort by one field that is no relationship, "-" before it for descending.',
    )
  }
  return sortBy(field, desc)
}

function readSize(text: string | null): number {
  const size = text === null ? PAGE_SIZE : Number(text)
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE) return size
  throw refuseParameter('page[size]', `A page has 1 to ${LARGEST_PAGE} records.`)
}

/** The place after a row, as links to the next page name it. */
export const pageAfter = (sort: KeysetSort, row: { id: string }): string =>
  Buffer.from(formatKeysetMark(keysetMark(sort, row))).toString('base64url')

function readMark(text: string | null, sort: KeysetSort): KeysetMark | undefined {
  if (text === null) return undefined
  const mark = parseKeysetMark(Buffer.from(text, 'base64url').toString(), sort)
  const isChoice = !sort.values || mark?.value === null || sort.values.includes(String(mark?.value))
  const value = sort.values?.includes(true) ? mark?.value === 'true' : mark?.value
  const isInstant = sort.kind === 'instant' && typeof value === 'string'
  const sound =
    mark &&
    (!isInstant || isKept(new Date(value))) &&
    value !== undefined &&
    !/\0|\p{Surrogate}|\ufffd/u.test(`${mark.id}${value}`)
  if (sound && (isChoice || typeof value === 'boolean')) return { ...mark, value }
  throw refuseParameter(
    'page[after]',
    'Take the address of a next page from "links.next", with the same sort.',
  )
}

function readTotal(text: string | null): boolean {
  if (text === null || text === 'false') return false
  if (text === 'true') return true
  throw refuseParameter('page[total]', 'This is true or false.')
}

/** The columns to read of a record, and of those that are included with it. */
export function selectOf({ model, type }: Resource, shown: Shown, sort?: KeysetSort) {
  const wanted = shown.fields.get(type)
  const select: Record<string, unknown> = { id: true, updatedAt: true }
  if (sort) select[sort.field] = true
  for (const field of model.fields) {
    const included = shown.include[field.name]
    if (wanted && !wanted.has(field.name) && !included) continue
    if (field.kind !== 'link') {
      select[field.name] = true
      continue
    }
    for (const column of keyColumns(field)) select[column] = true
    const target = included && resourceOfModel(field.type)
    if (target) {
      select[field.name] = { select: selectOf(target, { ...shown, include: included }) }
    }
  }
  return select
}
