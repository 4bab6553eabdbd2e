import { z } from 'zod'
import { emailAddress } from '@/lib/auth/email-address'
import { baselineRowsSchema } from './baseline'
import { participantStatuses } from './status'

/**
 * What the forms of participants accept. The rules are those of schema.zmodel, which the server
 * enforces; an empty field means "not known".
 */

/** Stands for no arm and no language in menus, which have no empty choice. */
export const NONE = 'none'

const choice = z.string().transform((value) => (value === NONE ? null : value))

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .transform((value) => value || null)

const DAY_MS = 86_400_000

/** "YYYY-MM-DD" or ''. A day that has begun anywhere on Earth is not in the future. */
export const pastDay = z
  .string()
  .refine((day) => day === '' || /^(19|20)\d\d-\d\d-\d\d$/.test(day), 'Check the year.')
  .refine(
    (day) => day === '' || Date.parse(day) <= Date.now() + DAY_MS,
    'This day has not come yet.',
  )

const code = z
  .string()
  .trim()
  .min(1, 'Give the participant a code.')
  .max(60, 'Use at most 60 characters.')

const email = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (address) => address === '' || emailAddress.safeParse(address).success,
    'Enter an e-mail address, such as name@example.org.',
  )
  .transform((address) => address || null)

export const participantDetails = z.object({
  code,
  armId: choice,
  locale: choice,
  isTest: z.boolean(),
  /** Day of enrolment in the study's time zone. */
  enrolledOn: pastDay,
  baseline: baselineRowsSchema,
})

export const identityDetails = z.object({
  givenName: text(120),
  familyName: text(120),
  email,
  phone: text(40),
  address: text(500),
  birthDate: pastDay.transform((day) => (day ? new Date(`${day}T00:00:00Z`) : null)),
})

export const newParticipant = participantDetails.extend({
  status: z.enum(participantStatuses),
  identity: identityDetails,
})

/** The details of a change of status; which of them are asked depends on the change. */
export const statusChange = z.object({
  day: pastDay,
  reason: z.string().trim().max(500, 'Use at most 500 characters.'),
})

export type ParticipantInput = z.input<typeof participantDetails>
export type ParticipantDetails = z.output<typeof participantDetails>
export type NewParticipantInput = z.input<typeof newParticipant>
export type IdentityInput = z.input<typeof identityDetails>
export type IdentityDetails = z.output<typeof identityDetails>
export type StatusChange = z.output<typeof statusChange>
