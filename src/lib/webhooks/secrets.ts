import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '../env'

/**
 * What webhooks sign with. Each message is signed anew, so the secret itself has to be kept: encrypted
 * under a key that follows from AUTH_SECRET, so that a copy of the database alone signs nothing.
 */

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const PREFIX = 'whsec_'

const key = () =>
  Buffer.from(hkdfSync('sha256', env.AUTH_SECRET, '', 'studyspace webhook secrets', 32))

/** 256 random bits in the form of Standard Webhooks: `whsec_<base64>`. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/** Encrypts a secret; it opens for the same webhook only. */
export function seal(secret: string, webhookId: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key(), iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(webhookId))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
}

/** Opens what `seal` made; undefined when AUTH_SECRET is another one now. */
export function unseal(sealed: string, webhookId: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  const text = bytes.subarray(IV_BYTES + TAG_BYTES)
  try {
    const iv = bytes.subarray(0, IV_BYTES)
    const decipher = createDecipheriv(CIPHER, key(), iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(webhookId))
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

export type Message = { id: string; timestamp: number; body: string }

/**
 * The header `webhook-signature` of Standard Webhooks: one signature for each secret, so that a receiver
 * that knows either of two accepts it.
 * @param timestamp in seconds.
 */
export function signatureOf(secrets: readonly string[], { id, timestamp, body }: Message): string {
  const content = `${id}.${timestamp}.${body}`
  return secrets
    .map((secret) => Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .map((bytes) => `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`)
    .join(' ')
}
