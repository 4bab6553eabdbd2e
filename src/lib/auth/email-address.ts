import { z } from 'zod'

/** The domain of the users of API keys: reserved (RFC 6761), so that no mail ever arrives there. */
export const SERVICE_DOMAIN = '@service.invalid'

/** An e-mail address as accounts and invitations keep it: trimmed and in lower case. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an e-mail address, such as name@example.org.').max(254, 'Too long.'))
  .refine((address) => !address.endsWith(SERVICE_DOMAIN), 'No mail arrives at this address.')
