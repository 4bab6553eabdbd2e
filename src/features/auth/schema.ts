import { z } from 'zod'
import { emailAddress } from '@/lib/auth/email-address'
import { newPassword } from '@/lib/auth/password-rule'

export const signInForm = z.object({
  email: emailAddress,
  password: z.string().min(1, 'Enter your password.'),
})

export const forgottenPasswordForm = z.object({ email: emailAddress })

export const resetPasswordForm = z.object({ password: newPassword })
