import { z } from 'zod'
import { blindings } from './blinding'

/**
 * What the forms of studies and arms accept. The rules are those of schema.zmodel, which the server
 * enforces; an empty field means "none".
 */

const key = z
  .string()
  .trim()
  .min(1, 'Give it a key.')
  .max(40, 'Use at most 40 characters.')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')

const title = (max: number) =>
  z.string().trim().min(1, 'Give it a title.').max(max, `Use at most ${max} characters.`)

const reference = z
  .string()
  .trim()
  .max(120, 'Use at most 120 characters.')
  .transform((text) => text || null)

/** "YYYY-MM-DD" of a date field, kept as midnight UTC of that day. */
const day = z
  .string()
  .refine((text) => text === '' || /^(19|20|21)\d\d-\d\d-\d\d$/.test(text), 'Check the year.')
  .transform((text) => (text ? new Date(`${text}T00:00:00Z`) : null))

const count = (max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d*$/, 'Use a whole number.')
    .refine((text) => text === '' || (Number(text) >= 1 && Number(text) <= max), {
      message: `Use a number from 1 to ${max.toLocaleString('en-GB')}.`,
    })

const details = z.object({
  title: title(200),
  summary: z.string().trim().max(2000, 'Use at most 2,000 characters.'),
  blinding: z.enum(blindings),
  targetN: count(1_000_000).transform((text) => (text ? Number(text) : null)),
  ethicsRef: reference,
  registryId: reference,
  timeZone: z.string().min(1, 'Choose a time zone.').max(60),
  startsOn: day,
  endsOn: day,
})

const endsAfterItStarts = {
  check: ({ startsOn, endsOn }: { startsOn: Date | null; endsOn: Date | null }) =>
    !startsOn || !endsOn || startsOn <= endsOn,
  otherwise: { path: ['endsOn'], message: 'The study cannot end before it starts.' },
}

export const studyDetails = details.refine(endsAfterItStarts.check, endsAfterItStarts.otherwise)

/** Addresses below /studies/ that are pages of their own. */
export const RESERVED_STUDY_KEYS = ['new']

export const newStudy = details
  .extend({
    key: key.refine(
      (text) => !RESERVED_STUDY_KEYS.includes(text),
      'This key is taken. Choose another one.',
    ),
  })
  .refine(endsAfterItStarts.check, endsAfterItStarts.otherwise)

export const armDetails = z.object({
  key,
  title: title(120),
  maskedLabel: z.string().trim().max(60, 'Use at most 60 characters.'),
  ratio: count(100)
    .refine((text) => text !== '', 'Use a number from 1 to 100.')
    .transform(Number),
})

export type StudyInput = z.input<typeof studyDetails>
export type NewStudyInput = z.input<typeof newStudy>
export type ArmInput = z.input<typeof armDetails>
export type ArmData = z.output<typeof armDetails>
