import { z } from 'zod'
import { newSpace } from '@/lib/auth/new-space'

const { name, timeZone, defaultLocale } = newSpace.shape

/** What can be changed of a space. The address cannot: links contain it. */
export const spaceSettings = z
  .object({
    name,
    timeZone,
    locales: z.array(defaultLocale).min(1, 'Choose at least one language.'),
    defaultLocale,
  })
  .refine((space) => space.locales.includes(space.defaultLocale), {
    path: ['defaultLocale'],
    message: 'Choose one of the languages above.',
  })

export type SpaceSettings = z.infer<typeof spaceSettings>
