import { createTransport } from 'nodemailer'
import type { OutboxMessage } from '@/generated/prisma/client'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'

const BATCH = 5
const PATIENCE_MS = 20_000
/** A message that a server took and did not report on (it died) is free for another one after this. */
const LEASE_SECONDS = 120
const MAX_ATTEMPTS = 12
const KEPT_AFTER_SENDING_DAYS = 30

let underWay: Promise<void> | undefined
let askedAgain = false

/**
 * Sends what is due, without making anybody wait: a mail server that is down delays nothing else.
 * Calls during a run lead to one more run.
 */
export function deliverSoon(): void {
  if (underWay) {
    askedAgain = true
    return
  }
  underWay = deliverMail()
    .catch(() => {
      // The database is away; the messages are in it and wait for the next round.
    })
    .finally(() => {
      underWay = undefined
      if (!askedAgain) return
      askedAgain = false
      deliverSoon()
    })
}

/**
 * Sends every message that is due. Any number of servers may do so at once: each message is leased to
 * one. Failures are written down and tried again later, at growing intervals. Without SMTP_URL
 * nothing is sent and everything stays in the outbox.
 */
export async function deliverMail(): Promise<void> {
  if (!env.SMTP_URL) return
  await clearSentMail()
  const transport = createTransport({
    url: env.SMTP_URL,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  try {
    for (let batch = await leaseBatch(); batch.length > 0; batch = await leaseBatch()) {
      for (const message of batch) {
        const { to, subject, text, html } = message
        await transport
          .sendMail({ from: env.MAIL_FROM, to, subject, text, html })
          .then(() => recordSent(message))
          .catch((error: Error) => recordFailure(message, error))
      }
    }
  } finally {
    transport.close()
  }
}

/** Forgets who was written to, a while after the fact. */
async function clearSentMail(): Promise<void> {
  const limit = new Date(Date.now() - KEPT_AFTER_SENDING_DAYS * 24 * 60 * 60 * 1000)
  await system.outboxMessage.deleteMany({ where: { sentAt: { lt: limit } } })
}

/** Takes due messages for `LEASE_SECONDS`; other servers pass them over. */
async function leaseBatch(): Promise<OutboxMessage[]> {
  return system.$queryRaw<OutboxMessage[]>`
    update "OutboxMessage"
    set attempts = attempts + 1, "nextTryAt" = now() + make_interval(secs => ${LEASE_SECONDS})
    where id in (
      select id from "OutboxMessage"
      where "sentAt" is null and "nextTryAt" <= now() and attempts < ${MAX_ATTEMPTS}
      order by "nextTryAt"
      limit ${BATCH}
      for update skip locked
    )
    returning *`
}

/** The text is not kept: it holds a link that may still work. */
async function recordSent({ id }: OutboxMessage): Promise<void> {
  await system.outboxMessage.update({
    where: { id },
    data: { sentAt: new Date(), text: '', html: '', lastError: null },
  })
}

/** Tries again after 1, 2, 4 ... minutes, at most 8 hours. */
async function recordFailure({ id, attempts }: OutboxMessage, error: Error): Promise<void> {
  const minutes = Math.min(2 ** (attempts - 1), 8 * 60)
  await system.outboxMessage.update({
    where: { id },
    data: { nextTryAt: new Date(Date.now() + minutes * 60_000), lastError: error.message },
  })
}

const ROUND_MS = 30_000

/** Delivers now and from time to time as long as the process lives. Messages wait for it, not people. */
export function keepDelivering(): void {
  deliverSoon()
  setInterval(deliverSoon, ROUND_MS).unref()
}
