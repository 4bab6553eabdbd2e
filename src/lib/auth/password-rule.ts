import { z } from 'zod'

export const PASSWORD_LENGTH = { min: 12, max: 200 }

/**
 * A new password: long, with no other demands (NIST SP 800-63B, 3.1.1.2). NFKC, so that it is the
 * same password on every keyboard.
 */
export const newPassword = z
  .string()
  .transform((text) => text.normalize('NFKC'))
  .pipe(
    z
      .string()
      .min(PASSWORD_LENGTH.min, `Use at least ${PASSWORD_LENGTH.min} characters.`)
      .max(PASSWORD_LENGTH.max, `Use at most ${PASSWORD_LENGTH.max} characters.`),
  )
