import { z } from 'zod'

/** What is entered of a webhook. The server judges the address once more (src/lib/webhooks/target.ts). */
export const webhookInput = z.object({
  url: z
    .string()
    .trim()
    .max(2000, 'The address is too long.')
    .regex(/^https?:\/\/\S+$/, 'Enter a whole address, such as https://example.org/studyspace.'),
  description: z.string().trim().max(200, 'Use at most 200 characters.'),
  events: z.array(z.string()).min(1, 'Choose at least one event.'),
})

export type WebhookInput = z.infer<typeof webhookInput>
