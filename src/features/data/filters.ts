import { columnOf, fieldNamed, type StudioField, type StudioModel } from '@/lib/studio/models'
import { isDay } from '@/lib/studio/values'
import { shiftDay, startOf } from '@/lib/zoned-day'

/**
 * What narrows a grid: conditions on fields, each by its kind. In the address a filter is
 * "<field>.<test>.<value>"; what makes no sense there is left out.
 */

export type Test = 'has' | 'is' | 'in' | 'from' | 'to' | 'empty' | 'filled'
export type Filter = { field: string; test: Test; value: string }

/** The tests that a field offers, with the words for them. */
export function testsOf(field: StudioField): { value: Test; label: string }[] {
  const empty: { value: Test; label: string }[] = field.nullable
    ? [
        { value: 'empty', label: 'is empty' },
        { value: 'filled', label: 'is not empty' },
      ]
    : []
  switch (field.kind) {
    case 'text':
      return [{ value: 'has', label: 'contains' }, { value: 'is', label: 'is exactly' }, ...empty]
    case 'integer':
    case 'number':
      return [
        { value: 'from', label: 'is at least' },
        { value: 'to', label: 'is at most' },
        { value: 'is', label: 'is exactly' },
        ...empty,
      ]
    case 'day':
    case 'instant':
      return [
        { value: 'from', label: 'is on or after' },
        { value: 'to', label: 'is on or before' },
        ...empty,
      ]
    case 'choice':
      return [{ value: 'in', label: 'is' }, ...empty]
    case 'boolean':
    case 'link':
      return [{ value: 'is', label: 'is' }, ...empty]
    case 'list':
      return [{ value: 'has', label: 'contains' }]
    default:
      return []
  }
}

/** Whether a test asks for a value. */
export const needsValue = (test: Test): boolean => test !== 'empty' && test !== 'filled'

/** Reads a filter of an address; undefined when it does not fit the model. */
export function parseFilter(model: StudioModel, text: string): Filter | undefined {
  const [, name = '', test = '', value = ''] = /^([^.]+)\.([^.]+)(?:\.(.*))?$/s.exec(text) ?? []
  const field = fieldNamed(model, name)
  const offered = field && testsOf(field).find((known) => known.value === test)
  if (!field || !offered) return undefined
  const filter = { field: name, test: offered.value, value: needsValue(offered.value) ? value : '' }
  return conditionOf(field, filter, 'UTC') && filter
}

export const formatFilter = ({ field, test, value }: Filter): string =>
  needsValue(test) ? `${field}.${test}.${value}` : `${field}.${test}`

/**
 * A filter as a condition of a query.
 * @param zone of the space, in which days are meant.
 * @returns undefined when the value does not fit.
 */
export function conditionOf(
  field: StudioField,
  { test, value }: Filter,
  zone: string,
): Record<string, unknown> | undefined {
  const column = columnOf(field)
  if (test === 'empty') return { [column]: null }
  if (test === 'filled') return { [column]: { not: null } }
  const condition = valueCondition(field, test, value, zone)
  return condition === undefined ? undefined : { [column]: condition }
}

function valueCondition(field: StudioField, test: Test, value: string, zone: string): unknown {
  switch (field.kind) {
    case 'text':
      if (value === '') return undefined
      return test === 'has' ? { contains: value, mode: 'insensitive' } : value
    case 'list':
      return value === '' ? undefined : { has: value }
    case 'integer':
    case 'number':
      return numberCondition(field, test, value)
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined
    case 'day':
      return isDay(value)
        ? { [test === 'from' ? 'gte' : 'lte']: new Date(`${value}T00:00:00Z`) }
        : undefined
    case 'instant':
      if (!isDay(value)) return undefined
      return test === 'from'
        ? { gte: startOf(value, zone) }
        : { lt: startOf(shiftDay(value, 1), zone) }
    case 'choice': {
      const chosen = value.split(',').filter((one) => field.choices?.some((c) => c.value === one))
      return chosen.length > 0 ? { in: chosen } : undefined
    }
    case 'link':
      return value === '' ? undefined : value
    default:
      return undefined
  }
}

const COMPARISON = { from: 'gte', to: 'lte', is: 'equals' } as const

function numberCondition({ kind, type }: StudioField, test: Test, text: string): unknown {
  const pattern = kind === 'integer' ? /^-?\d{1,18}$/ : /^-?\d+(\.\d+)?$/
  if (!pattern.test(text) || !Object.hasOwn(COMPARISON, test)) return undefined
  // Beyond what an Int holds, a query would fail instead of finding nothing.
  if (type === 'Int' && Math.abs(Number(text)) > 2_147_483_647) return undefined
  // BigInt and Decimal are taken as texts, with all their digits.
  const value = type === 'Int' || type === 'Float' ? Number(text) : text
  return { [COMPARISON[test as keyof typeof COMPARISON]]: value }
}
