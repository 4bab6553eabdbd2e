import { columnOf, fieldNamed, type StudioField, type StudioModel } from '../studio/models'
import { refuseParameter } from './refusal'
import { resourceOfModel } from './resources'
import { valueOfText } from './values'

/**
 * `filter[status]=ENROLLED,COMPLETED`, `filter[enrolledAt$gte]=2026-01-01T00:00:00Z`,
 * `filter[study]=<id>`, `filter[study][key]=trial`: conditions, all of which hold. The names of the
 * tests are those of ZenStack's handler, and `$ne` and `$null` besides.
 */

type Condition = Record<string, unknown>

const PATTERN = /^filter((?:\[[A-Za-z]\w*\])*)\[([A-Za-z]\w*)(?:\$([A-Za-z]+))?\]$/
/** Relations that a filter may follow. */
export const FILTER_DEPTH = 3
export const LONGEST_LIST = 200

/** @throws RestRefusal naming the parameter. */
export function filterOf(model: StudioModel, parameter: string, text: string): Condition {
  const [, path = '', name = '', test] = PATTERN.exec(parameter) ?? []
  const links = [...path.matchAll(/\[(\w+)\]/g)].map(([, link = '']) => link)
  if (!name || links.length > FILTER_DEPTH)
    throw refuseParameter(parameter, 'There is no such filter.')
  let target = model
  for (const link of links) {
    const field = fieldNamed(target, link)
    const next = field?.kind === 'link' ? resourceOfModel(field.type) : undefined
    if (!next) throw refuseParameter(parameter, `"${link}" is no relationship of ${target.label}.`)
    target = next.model
  }
  const field = fieldNamed(target, name)
  if (!field) throw refuseParameter(parameter, `${target.label} has no field "${name}".`)
  const condition = { [columnOf(field)]: testOf(field, test, text, parameter) }
  return links.reduceRight<Condition>((inner, link) => ({ [link]: { is: inner } }), condition)
}

const ORDERED = ['integer', 'number', 'day', 'instant', 'text']
const COMPARISONS = ['lt', 'lte', 'gt', 'gte']
const TEXT_TESTS = ['contains', 'icontains', 'startsWith', 'endsWith']

/** The tests that a field has, besides being equal to one of several values. */
export function testsOf(field: StudioField): string[] {
  const empty = field.nullable ? ['null'] : []
  if (field.kind === 'list') return ['has', 'hasSome', 'hasEvery', 'isEmpty']
  if (field.kind === 'json' || field.kind === 'bytes') return empty
  return [
    'ne',
    ...(ORDERED.includes(field.kind) ? COMPARISONS : []),
    ...(field.kind === 'text' ? TEXT_TESTS : []),
    ...empty,
  ]
}

function testOf(field: StudioField, test: string | undefined, text: string, parameter: string) {
  const value = (one: string) => {
    const parsed = valueOfText(field, one)
    if (!parsed.ok) throw refuseParameter(parameter, parsed.reason)
    return parsed.value
  }
  const values = () => {
    const parts = text.split(',')
    if (parts.length > LONGEST_LIST) {
      throw refuseParameter(parameter, `Name at most ${LONGEST_LIST} values.`)
    }
    return parts.map(value)
  }
  if (test === undefined) return equality(field, values, parameter)
  if (!testsOf(field).includes(test)) {
    throw refuseParameter(parameter, `"${field.name}" has no test "$${test}".`)
  }
  switch (test) {
    case 'null':
      return yes(text, parameter) ? null : { not: null }
    case 'isEmpty':
      return { isEmpty: yes(text, parameter) }
    case 'hasSome':
    case 'hasEvery':
      return { [test]: values() }
    case 'ne':
      return { not: value(text) }
    case 'icontains':
      return { contains: value(text), mode: 'insensitive' }
    default:
      return { [test]: value(text) }
  }
}

function equality(field: StudioField, values: () => unknown[], parameter: string) {
  if (['json', 'bytes', 'list'].includes(field.kind)) {
    throw refuseParameter(parameter, `Records cannot be found by equal values of "${field.name}".`)
  }
  const [first, ...others] = values()
  return others.length > 0 ? { in: [first, ...others] } : first
}

function yes(text: string, parameter: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw refuseParameter(parameter, 'This is true or false.')
}
