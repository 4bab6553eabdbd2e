import { z } from 'zod'

/** What the forms of folders and files accept. The rules are those of schema.zmodel and its tables. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSEEN = /[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]/

const name = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Give it a name.')
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !text.includes('/'), 'A name cannot contain a slash.')
    .refine((text) => !UNSEEN.test(text), 'There are characters in it that nobody sees.')
    .transform((text) => text.normalize('NFC'))

export const folderName = z.object({ name: name(120) })
export const fileName = z.object({ name: name(200) })
