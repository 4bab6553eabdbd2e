import { columnOf, delegateName, fieldNamed, type StudioField } from '../studio/models'
import { type Fault, RestRefusal } from './refusal'
import { isWritable, type Resource } from './resources'
import { valueOfJson } from './values'

/** What a document says a record should be: columns with values for the database. */
export type Written = {
  /** Columns, without those that a link takes over from the other record. */
  data: Record<string, unknown>
  /** Links that are set to another record, by the id it has or the local one it gets in this request. */
  links: { field: StudioField; pointer: string; id?: string; lid?: string }[]
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MEMBERS = new Set(['type', 'id', 'lid', 'attributes', 'relationships', 'links', 'meta'])

/**
 * Reads a resource object.
 * @param at the pointer to it: `/data`.
 * @throws RestRefusal `invalid` with every fault and where it lies.
 */
export function readResource(
  resource: Resource,
  data: unknown,
  mode: 'create' | 'update',
  at: string,
): Written {
  if (!isObject(data)) throw invalid(at, 'This is an object with "type" and "attributes".')
  const faults: Fault[] = []
  const fault = (pointer: string, detail: string) => {
    faults.push({ detail, source: { pointer } })
  }
  for (const name of Object.keys(data)) {
    if (!MEMBERS.has(name))
      fault(`${at}/${inPointer(name)}`, 'A resource object has no such member.')
  }
  if (data.type !== resource.type) fault(`${at}/type`, `The type is "${resource.type}".`)
  if (mode === 'create' && data.id !== undefined) {
    fault(`${at}/id`, 'Ids are given by the server. Leave it out.')
  }
  const written: Written = { data: {}, links: [] }
  readAttributes(resource, data.attributes ?? {}, mode, `${at}/attributes`, written, fault)
  readRelationships(resource, data.relationships ?? {}, mode, `${at}/relationships`, written, fault)
  if (mode === 'create') requireAll(resource, written, at, fault)
  if (faults.length > 0) throw new RestRefusal('invalid', faults)
  return written
}

type Note = (pointer: string, detail: string) => void

function readAttributes(
  { model }: Resource,
  attributes: unknown,
  mode: 'create' | 'update',
  at: string,
  { data }: Written,
  fault: Note,
): void {
  if (!isObject(attributes)) {
    fault(at, 'This is an object.')
    return
  }
  for (const [name, json] of Object.entries(attributes)) {
    const pointer = `${at}/${inPointer(name)}`
    const field = fieldNamed(model, name)
    const refusal = !field
      ? 'There is no such attribute.'
      : field.kind === 'link'
        ? `Write it under "relationships".`
        : refusalToWrite(field, mode)
    if (!field || refusal) {
      fault(pointer, refusal ?? '')
      continue
    }
    const parsed = valueOfJson(field, json)
    if (parsed.ok) data[name] = parsed.value
    else fault(pointer, parsed.reason)
  }
}

function readRelationships(
  { model }: Resource,
  relationships: unknown,
  mode: 'create' | 'update',
  at: string,
  { data, links }: Written,
  fault: Note,
): void {
  if (!isObject(relationships)) {
    fault(at, 'This is an object.')
    return
  }
  for (const [name, relationship] of Object.entries(relationships)) {
    const pointer = `${at}/${inPointer(name)}`
    const field = fieldNamed(model, name)
    if (field?.kind !== 'link') {
      fault(pointer, 'There is no such relationship that can be written here.')
      continue
    }
    const refusal = refusalToWrite(field, mode)
    const target = isObject(relationship) ? relationship.data : undefined
    if (refusal) fault(pointer, refusal)
    else if (target === null) {
      if (field.nullable) data[columnOf(field)] = null
      else fault(`${pointer}/data`, 'This cannot be null.')
    } else if (!isObject(target) || target.type !== delegateName(field.type)) {
      fault(
        `${pointer}/data`,
        `This is {"type": "${delegateName(field.type)}", "id": "..."} or null.`,
      )
    } else {
      const { id, lid } = target
      if (typeof id === 'string' && id) links.push({ field, pointer, id })
      else if (typeof lid === 'string' && lid) links.push({ field, pointer, lid })
      else fault(`${pointer}/data/id`, 'This is the id of a record.')
    }
  }
}

function refusalToWrite(field: StudioField, mode: 'create' | 'update'): string | undefined {
  if (!isWritable(field)) return 'The server sets this. Leave it out.'
  return mode === 'update' && field.frozen ? 'This stays as it was made.' : undefined
}

function requireAll({ model }: Resource, { data, links }: Written, at: string, fault: Note): void {
  for (const field of model.fields) {
    if (!field.required || !isWritable(field)) continue
    if (field.kind === 'link') {
      if (!links.some((link) => link.field === field)) {
        fault(`${at}/relationships/${field.name}`, 'This is required.')
      }
    } else if (!Object.hasOwn(data, field.name)) {
      fault(`${at}/attributes/${field.name}`, 'This is required.')
    }
  }
}

const invalid = (pointer: string, detail: string) =>
  new RestRefusal('invalid', [{ detail, source: { pointer } }])

/** A name as part of a JSON pointer. */
const inPointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Where in a resource object a column is written. */
export function pointerOfColumn({ model }: Resource, column: string, at: string): string {
  const link = model.fields.find((field) => field.kind === 'link' && columnOf(field) === column)
  return link ? `${at}/relationships/${link.name}` : `${at}/attributes/${column}`
}
