import { columnOf, delegateName } from '../studio/models'
import type { Fields, Include, Shown } from './query'
import { type Resource, resourceOfModel } from './resources'
import { jsonOfValue } from './values'

/**
 * Records as JSON:API documents. Relationships are written from the columns of their keys, so that a
 * document costs no query and no time for records that hang on it, however many there are.
 */

export type Row = { id: string; updatedAt: Date } & Record<string, unknown>

type Identifier = { type: string; id: string }
export type ResourceObject = Identifier & {
  attributes: Record<string, unknown>
  relationships?: Record<string, { data?: Identifier | null; links?: Record<string, string> }>
  links: { self: string }
}

export const BASE = '/api/rest'
export const pathOf = (type: string, id: string): string =>
  `${BASE}/${type}/${encodeURIComponent(id)}`

/** One record as a resource object. */
export function resourceObject(resource: Resource, row: Row, fields: Fields): ResourceObject {
  const { type, attributes, links, children } = resource
  const wanted = fields.get(type)
  const self = pathOf(type, row.id)
  const shown: Record<string, unknown> = {}
  for (const field of attributes) {
    if (!wanted || wanted.has(field.name)) shown[field.name] = jsonOfValue(field, row[field.name])
  }
  const relationships: ResourceObject['relationships'] = {}
  for (const field of links) {
    if (wanted && !wanted.has(field.name)) continue
    const id = row[columnOf(field)] as string | null
    relationships[field.name] = {
      data: id ? { type: delegateName(field.type), id } : null,
      links: { related: `${self}/${field.name}` },
    }
  }
  if (!wanted) {
    for (const child of children) {
      if (resourceOfModel(child.model)) {
        relationships[child.name] = { links: { related: `${self}/${child.name}` } }
      }
    }
  }
  return {
    type,
    id: row.id,
    attributes: shown,
    ...(Object.keys(relationships).length > 0 && { relationships }),
    links: { self },
  }
}

/** The records that were asked for together with these, each once. */
export function includedObjects(resource: Resource, rows: Row[], shown: Shown): ResourceObject[] {
  const found = new Map<string, ResourceObject>()
  const collect = ({ links }: Resource, row: Row, include: Include) => {
    for (const [name, deeper] of Object.entries(include)) {
      const field = links.find((link) => link.name === name)
      const target = field && resourceOfModel(field.type)
      const related = row[name] as Row | null | undefined
      if (!target || !related) continue
      found.set(`${target.type}/${related.id}`, resourceObject(target, related, shown.fields))
      collect(target, related, deeper)
    }
  }
  for (const row of rows) collect(resource, row, shown.include)
  return [...found.values()]
}
