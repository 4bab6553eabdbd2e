import { z } from 'zod'
import { planColumns, planParts, twice } from '../import/plan'
import { looksIdentifying } from './identifying'
import { identityTargets, participantTargets, targetLabels } from './targets'

/** What to do with each column of a file, and with rows that are known or cannot be read. */

const order = z.enum(['dmy', 'mdy']).optional()

/** Names of baseline attributes become keys in analysis programs: letters, digits and underscores. */
export const baselineKey = z
  .string()
  .regex(/^\p{L}[\p{L}\p{N}_]{0,59}$/u, 'Use letters, digits and underscores; begin with a letter.')
  .refine((key) => key !== 'constructor' && key !== 'prototype', 'Choose another name.')

const datedTargets = ['enrolledAt', 'birthDate'] as const
const plainTargets = [...participantTargets, ...identityTargets].filter(
  (target): target is Exclude<typeof target, (typeof datedTargets)[number]> =>
    target !== 'enrolledAt' && target !== 'birthDate',
)

const target = z.discriminatedUnion('to', [
  z.object({ to: z.literal('none') }),
  z.object({ to: z.enum(plainTargets) }),
  z.object({ to: z.enum(datedTargets), order }),
  z.object({
    to: z.literal('baseline'),
    key: baselineKey,
    type: z.enum(['number', 'yes-no', 'text']),
    decimal: z.enum(['point', 'comma']).optional(),
    /** Somebody has looked at the column and says that it does not identify anyone. */
    confirmed: z.boolean(),
  }),
])

export const importPlan = z
  .object({
    ...planParts,
    columns: planColumns(target),
    /** The status of new participants for whom the file names none. */
    firstStatus: z.enum(['SCREENING', 'ENROLLED']),
  })
  .superRefine(({ columns }, context) => {
    const unconfirmed = columns.filter(
      ({ header, target }) =>
        target.to === 'baseline' && !target.confirmed && looksIdentifying(header, []),
    )
    for (const message of [
      ...conflictsOf(columns.map(({ target }) => target)),
      ...unconfirmed.map(({ header }) => `"${header}" looks as if it identified people.`),
    ])
      context.addIssue({ code: 'custom', message })
  })

export type ImportPlan = z.infer<typeof importPlan>
export type Target = z.infer<typeof target>
export type PlainTarget = (typeof plainTargets)[number]
export type BaselineTarget = Extract<Target, { to: 'baseline' }>

/** Why these targets do not go together, in sentences; empty when they do. */
export function conflictsOf(targets: Target[]): string[] {
  const used = targets.filter(({ to }) => to !== 'none')
  const has = (to: string) => used.some((target) => target.to === to)
  const conflicts = twice(used.filter(({ to }) => to !== 'baseline').map(({ to }) => to)).map(
    (to) => `Two columns go to "${targetLabels[to]}". Choose one of them.`,
  )
  const keys = used.flatMap((target) => (target.to === 'baseline' ? [target.key] : []))
  for (const key of twice(keys)) conflicts.push(`Two baseline attributes are called "${key}".`)
  if (has('fullName') && (has('givenName') || has('familyName')))
    conflicts.push('Import either the full name or given and family name, not both.')
  if (used.length === 0) conflicts.push('Choose at least one column to import.')
  return conflicts
}
