import { z } from 'zod'

/** Addresses below /spaces/ that are pages of their own. */
const RESERVED_SLUGS = ['new']

/** What a new space is made of. Usable on the client. */
export const newSpace = z.object({
  name: z.string().trim().min(1, 'Give the space a name.').max(120, 'Use at most 120 characters.'),
  slug: z
    .string()
    .trim()
    .min(2, 'Use at least 2 characters.')
    .max(60, 'Use at most 60 characters.')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')
    .refine((slug) => !RESERVED_SLUGS.includes(slug), 'This address is taken. Choose another one.'),
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone.'),
  defaultLocale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Use a language tag such as en or pt-BR.'),
})

export type NewSpace = z.infer<typeof newSpace>

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
