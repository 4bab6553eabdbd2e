import { z } from 'zod'
import { roles } from './access'
import { emailAddress } from './email-address'

/** Whom to invite, and as what. Usable on the client. */
export const newInvitation = z.object({
  email: emailAddress,
  role: z.enum(roles, 'Choose a role.'),
})

export type NewInvitation = z.infer<typeof newInvitation>
