import type { Resource } from '@/lib/rest/resources'
import { isWritable } from '@/lib/rest/resources'
import { columnOf, delegateName, type StudioField } from '@/lib/studio/models'

/** Rows as the REST API takes them. */

type Columns = Record<string, unknown>

/** The columns of a row that may be written, as a resource object. */
export function resourceOf(resource: Resource, columns: Columns, id?: string) {
  const fields = resource.model.fields.filter(
    (field) => isWritable(field) && columns[columnOf(field)] !== undefined,
  )
  const links = fields.filter(({ kind }) => kind === 'link')
  const attributes = fields.filter(({ kind }) => kind !== 'link')
  return {
    type: resource.type,
    ...(id && { id }),
    ...(attributes.length > 0 && {
      attributes: Object.fromEntries(
        attributes.map((field) => [field.name, jsonOf(field, columns[field.name])]),
      ),
    }),
    ...(links.length > 0 && {
      relationships: Object.fromEntries(
        links.map((field) => [field.name, { data: linkOf(field, columns[columnOf(field)]) }]),
      ),
    }),
  }
}

export const linkOf = ({ type }: StudioField, id: unknown) =>
  id === null ? null : { type: delegateName(type), id }

function jsonOf({ kind }: StudioField, value: unknown): unknown {
  if (value instanceof Date) {
    return kind === 'day' ? value.toISOString().slice(0, 10) : value.toISOString()
  }
  if (typeof value === 'bigint') return String(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
