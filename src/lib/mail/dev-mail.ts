import { system } from '@/lib/db/system'
import { env } from '@/lib/env'

const NEWEST = 100

/**
 * Whether the outbox may be read at /dev/mail: while developing, and on the built-in database as long
 * as there is no mail server. Its links let one in as somebody else, so never anywhere else.
 */
export function isDevMailOpen(): boolean {
  return env.NODE_ENV !== 'production' || (env.STUDYSPACE_EMBEDDED === true && !env.SMTP_URL)
}

/** The newest messages; check `isDevMailOpen` first. */
export function listDevMail() {
  return system.outboxMessage.findMany({
    orderBy: { id: 'desc' },
    take: NEWEST,
    select: { id: true, createdAt: true, to: true, subject: true, sentAt: true, lastError: true },
  })
}

/** One message, or null; check `isDevMailOpen` first. */
export function getDevMail(id: string) {
  return system.outboxMessage.findUnique({ where: { id } })
}
