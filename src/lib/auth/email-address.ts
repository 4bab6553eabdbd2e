import { z } from 'zod'

/** An e-mail address as accounts and invitations keep it: trimmed and in lower case. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an e-mail address, such as name@example.org.').max(254, 'Too long.'))
