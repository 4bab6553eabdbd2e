import { z } from 'zod'

/**
 * Baseline attributes: what was known of a participant before the study began, as an object of short
 * texts, numbers and booleans. Here they are turned into the rows of a form and back.
 */

export type BaselineValue = string | number | boolean
export type Baseline = Record<string, BaselineValue>
/** One attribute as somebody types it. */
export type BaselineRow = { key: string; value: string }

/** What the database has, as far as it is a baseline attribute; anything nested is left out. */
export function baselineOf(json: unknown): Baseline {
  if (typeof json !== 'object' || json === null) return {}
  return Object.fromEntries(
    Object.entries(json).filter(([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value),
    ),
  )
}

export function baselineText(value: BaselineValue | undefined): string {
  return value === undefined ? '' : String(value)
}

export function baselineRows(baseline: Baseline): BaselineRow[] {
  return Object.entries(baseline).map(([key, value]) => ({ key, value: baselineText(value) }))
}

/**
 * The attributes that rows describe. A value that still reads as it did keeps its kind, so that a
 * text "12" does not become a number by being looked at.
 */
export function baselineFromRows(rows: readonly BaselineRow[], former: Baseline = {}): Baseline {
  return Object.fromEntries(
    rows
      .filter(({ key, value }) => key !== '' || value !== '')
      .map(({ key, value }) => {
        const kept = Object.hasOwn(former, key) && baselineText(former[key]) === value
        return [key, kept ? (former[key] as BaselineValue) : parsed(value)]
      }),
  )
}

/** Numbers only in the form in which they are shown again: "007" and "1.50" stay texts. */
function parsed(value: string): BaselineValue {
  if (value === 'true' || value === 'false') return value === 'true'
  return value !== '' && String(Number(value)) === value && Number.isFinite(Number(value))
    ? Number(value)
    : value
}

/** Keys that would reach into prototypes. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype']

export const baselineRowsSchema = z
  .array(
    z.object({
      key: z
        .string()
        .trim()
        .max(100, 'Use at most 100 characters.')
        .refine((key) => !FORBIDDEN_KEYS.includes(key), 'Choose another name.'),
      value: z.string().trim().max(1000, 'Use at most 1,000 characters.'),
    }),
  )
  .superRefine((rows, context) => {
    const seen = new Set<string>()
    for (const [index, { key, value }] of rows.entries()) {
      const path = [index, 'key']
      if (key === '' && value !== '')
        context.addIssue({ code: 'custom', path, message: 'Give it a name.' })
      if (key !== '' && seen.has(key))
        context.addIssue({ code: 'custom', path, message: 'This name is there already.' })
      seen.add(key)
    }
  })
