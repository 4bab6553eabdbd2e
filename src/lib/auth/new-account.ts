import { z } from 'zod'
import { emailAddress } from './email-address'
import { newPassword } from './password-rule'

/** How a person is called by others. */
export const personName = z
  .string()
  .trim()
  .min(1, 'Enter your name.')
  .max(120, 'Use at most 120 characters.')

/** What somebody who has no account yet begins with. */
export const signUpRequest = z.object({ name: personName, email: emailAddress })

export type SignUpRequest = z.infer<typeof signUpRequest>

/** What a new user chooses; the e-mail address comes from the link that proved it. Usable on the client. */
export const newAccount = z.object({ name: personName, password: newPassword })

export type NewAccount = z.infer<typeof newAccount>
