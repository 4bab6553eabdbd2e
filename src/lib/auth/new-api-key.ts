import { z } from 'zod'

/** The roles that a key can have: no key owns a space. */
export const keyRoles = ['ADMIN', 'COORDINATOR', 'VIEWER'] as const

/** What a new key is to be. Usable on the client; whether a network is one, the server says. */
export const newApiKey = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(80, 'Use at most 80 characters.'),
  role: z.enum(keyRoles, 'Choose a role.'),
  readOnly: z.boolean(),
  /** Where calls may come from (CIDR); from anywhere when empty. */
  networks: z.array(z.string().trim()).max(50, 'Use at most 50 networks.'),
  /** After how many days it ends by itself; null for never. */
  days: z
    .int('Use whole days.')
    .min(1, 'Use at least one day.')
    .max(3650, 'Use at most ten years.')
    .nullable(),
})

export type NewApiKey = z.infer<typeof newApiKey>

/** For how long the former secret goes on working after a rotation, in hours. */
export const overlaps = [0, 1, 24, 168] as const

export type Overlap = (typeof overlaps)[number]
