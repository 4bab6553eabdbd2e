import { z } from 'zod'
import { type NewApiKey, newApiKey } from '@/lib/auth/new-api-key'

/** After how many days a key may end by itself; the empty one is "never". */
export const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'No end' },
]

/** The form of a new key; its networks are the lines of a text. */
export const keyForm = newApiKey.pick({ name: true, role: true, readOnly: true }).extend({
  networks: z.string(),
  days: z.string(),
})

export type KeyForm = z.infer<typeof keyForm>

export const newKeyOf = ({ networks, days, ...rest }: KeyForm): NewApiKey => ({
  ...rest,
  networks: networks.split(/[\s,;]+/).filter(Boolean),
  days: days === 'never' ? null : Number(days),
})
