import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { env } from '../env'

/** How long a link to the content of a file works, in seconds: long enough to begin a download. */
export const LINK_SECONDS = 60

/** What a link is good for: one file, for one person, in one way. */
export type FileLink = {
  fileId: string
  spaceId: string
  userId: string
  as: 'inline' | 'attachment'
}

const content = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.enum(['inline', 'attachment']),
  z.number(),
])

// A key of its own: what is signed here passes nowhere else, and the other way round.
const key = Buffer.from(hkdfSync('sha256', env.AUTH_SECRET, '', 'studyspace file links', 32))

const signatureOf = (text: string) => createHmac('sha256', key).update(text).digest()

/** A text, fit for an address, that stands for the link until it ends. */
export function signLink({ fileId, spaceId, userId, as }: FileLink, now = Date.now()): string {
  const values = [fileId, spaceId, userId, as, Math.floor(now / 1000) + LINK_SECONDS]
  const text = Buffer.from(JSON.stringify(values)).toString('base64url')
  return `${text}.${signatureOf(text).toString('base64url')}`
}

/** The link that a text stands for; null when it was not signed here, was changed, or has ended. */
export function readLink(token: string, now = Date.now()): FileLink | null {
  const [text = '', signature = '', ...more] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(text)
  if (more.length > 0 || given.length !== expected.length) return null
  if (!timingSafeEqual(given, expected)) return null
  const [fileId, spaceId, userId, as, until] = content.parse(
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
  )
  return until * 1000 > now ? { fileId, spaceId, userId, as } : null
}
