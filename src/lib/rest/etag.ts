import { createHash } from 'node:crypto'
import type { Row } from './document'
import { refuseHeader } from './refusal'

/**
 * Versions of what was sent. A record's is the instant of its last change, which a trigger has grow
 * with every change (`studyspace_later`); a list's is a digest of its text.
 */

export const tagOfRow = ({ updatedAt }: Pick<Row, 'updatedAt'>): string =>
  `"${updatedAt.getTime().toString(36)}"`

export const tagOfText = (text: string): string =>
  `W/"${createHash('sha1').update(text).digest('base64url')}"`

/** Whether the client has this version already. */
export function isKnown(request: Request, tag: string): boolean {
  const header = request.headers.get('if-none-match')
  if (!header) return false
  const plain = (one: string) => one.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((one) => plain(one) === plain(tag))
}

/**
 * The version of a record that a write is meant for.
 * @returns undefined without `If-Match`, or with `*`: any.
 * @throws RestRefusal for a header that no answer of ours had.
 */
export function expectedVersion(request: Request): Date | undefined {
  const header = request.headers.get('if-match')?.trim()
  if (!header || header === '*') return undefined
  const [, digits = ''] = /^"([0-9a-z]{1,11})"$/.exec(header) ?? []
  const instant = new Date(Number.parseInt(digits, 36))
  if (digits && !Number.isNaN(instant.getTime())) return instant
  throw refuseHeader('if-match', 'Send the ETag of the record as you got it.')
}
