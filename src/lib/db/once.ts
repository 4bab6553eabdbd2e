import type { Identity, Trace } from '../auth/identity'
import { Rejection } from '../errors/rejection'
import { type Bulk, bulkIn } from './bulk'
import { type DbTransaction, transactFenced } from './door'
import type { SystemTransaction } from './system'

/**
 * A write that is carried out once, however often it is sent. What was answered is kept in the
 * transaction of the write, so that a server that dies leaves both or none; a write that is refused
 * leaves nothing, and may be sent again. Kept for 24 hours (`studyspace_is_old` in
 * prisma/guarantees.sql), for the one who wrote; kept-answers.ts clears them away.
 */

/** The name that the sender gave a write, and what tells it from another write of that name. */
export type Once = { key: string; fingerprint: string }

/** The key was given to another write. */
export class KeyOfAnother extends Rejection {
  constructor() {
    super('invalid', 'This key was used for another request. Choose a new one for each request.')
  }
}

/**
 * Runs `work` in one transaction as `identity`, unless it was done before: then with what it gave.
 * `bulk` writes many rows in the same transaction.
 * @throws KeyOfAnother.
 */
export function transactOnce<Answer extends object>(
  identity: Identity,
  once: Once | undefined,
  work: (db: DbTransaction, bulk: () => Promise<Bulk>) => Promise<Answer>,
  trace: Trace,
): Promise<{ answer: Answer; repeated: boolean }> {
  const transaction = async (db: DbTransaction, tx: SystemTransaction) => {
    const before = once && (await claim<Answer>(tx, once))
    if (before) return { answer: before, repeated: true }
    const answer = await work(db, () => bulkIn(tx, identity))
    if (once) {
      await tx.$executeRaw`select studyspace_keep(${once.key}, ${JSON.stringify(answer)}::jsonb)`
    }
    return { answer, repeated: false }
  }
  return transactFenced(identity, transaction, { trace })
}

/** Takes the key, waiting for a transaction that holds it. */
async function claim<Answer>(
  tx: SystemTransaction,
  { key, fingerprint }: Once,
): Promise<Answer | undefined> {
  const [found] = await tx.$queryRaw<{ fingerprint: string | null; answer: Answer | null }[]>`
    select fingerprint, answer from studyspace_claim(${key}, ${fingerprint})`
  if (!found?.fingerprint) return undefined
  if (found.fingerprint === fingerprint && found.answer) return found.answer
  throw new KeyOfAnother()
}
