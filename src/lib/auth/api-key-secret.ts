import { randomBytes, timingSafeEqual } from 'node:crypto'
import { hashOf, newSecret } from './secrets'

/** A secret of an API key: `ssk_<prefix>_<random>`, so that scanners for leaked secrets know it. */
export type KeySecret = {
  /** Finds the secret in the database; no secret itself. */
  prefix: string
  /** The whole, which is shown once. */
  text: string
  /** What the database keeps. */
  hash: string
}

const SHAPE = /^ssk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/

export function newKeySecret(): KeySecret {
  const prefix = randomBytes(6).toString('hex')
  const text = `ssk_${prefix}_${newSecret()}`
  return { prefix, text, hash: hashOf(text) }
}

/** The secret in `Authorization: Bearer <secret>`, or null when there is none of our shape. */
export function readKeySecret(authorization: string | null): KeySecret | null {
  const text = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? ''
  const prefix = SHAPE.exec(text)?.[1]
  return prefix ? { prefix, text, hash: hashOf(text) } : null
}

/** Whether two SHA-256 are the same; takes as long whether they are or not. */
export function sameHash(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
