import type { SystemTransaction } from '@/lib/db/system'
import type { Mail } from './letter'

/**
 * Puts a mail into the outbox, in the transaction of what causes it: either both happen or neither.
 * After the commit, call `deliverSoon` (delivery.ts).
 */
export async function queueMail(tx: SystemTransaction, mail: Mail): Promise<void> {
  await tx.outboxMessage.create({ data: mail })
}
