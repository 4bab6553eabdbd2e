import type { Identity, Trace } from '../auth/identity'
import { acting } from './pool'
import { app, type SystemTransaction } from './system'

/**
 * Reads that matter, for the audit trail. They are recorded before anything is handed out, so that a
 * read that cannot be recorded fails.
 */

/** Runs SQL on the connection that the models work on. */
export type Raw = Pick<SystemTransaction, '$executeRaw'>

/** Records which rows of a model somebody got to see. */
export async function recordReveal(raw: Raw, model: string, answer: unknown): Promise<void> {
  const ids = [answer].flat().flatMap((row) => (row ? [(row as { id: string }).id] : []))
  if (ids.length > 0) {
    await raw.$executeRaw`select studyspace_audit_read('reveal', ${model}, ${ids}, '{}')`
  }
}

/**
 * Records that somebody takes rows of a model out of the space. Await it before the first row leaves.
 * @param details what is exported, in short texts and numbers; nothing that identifies a person.
 * @param ids of the rows; without, it stands under the id of the space.
 */
export function recordExport(
  identity: Identity,
  model: string,
  details: Record<string, string | number>,
  trace: Trace = {},
  ids: string[] = [identity.spaceId ?? ''],
): Promise<void> {
  return acting.run({ ...identity, trace }, async () => {
    await app.$executeRaw`
      select studyspace_audit_read('export', ${model}, ${ids}, ${JSON.stringify(details)}::jsonb)`
  })
}
