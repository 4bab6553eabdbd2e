import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, in characters that need no escaping in a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What the database keeps of a secret: its SHA-256, hexadecimal. Salt and stretching would add
 * nothing, because what is hashed is random and not chosen by a person.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
