import { z } from 'zod'
import { newPassword } from './password-rule'

/** What changing one's password takes. Usable on the client. */
export const passwordChange = z.object({
  current: z.string().min(1, 'Enter your present password.'),
  password: newPassword,
})

export type PasswordChange = z.infer<typeof passwordChange>
