import type { Bulk } from '@/lib/db/bulk'
import { Rejection } from '@/lib/errors/rejection'
import { assignCodes } from './codes'
import type { Change, Comparison } from './compare'
import type { Draft } from './draft'
import type { ImportPlan } from './plan'

/** Rows between two reports of progress. */
const STEP = 1_000

/**
 * Writes what the comparison found, inside the transaction of `bulk`.
 * @param step called after each part with its number of rows; may throw to end the import.
 * @throws Rejection `conflict` when somebody else added the same participant meanwhile.
 */
export async function writeImport(
  { compare, insert, update }: Bulk,
  studyId: string,
  { fresh, changes }: Comparison,
  firstStatus: ImportPlan['firstStatus'],
  step: (rows: number) => void,
): Promise<void> {
  for (const drafts of steps(fresh)) {
    await assignCodes(compare, studyId, drafts)
    const rows = drafts.map((draft) => newParticipant(studyId, draft, firstStatus))
    const ids = complete(await insert('participant', rows))
    const identities = drafts.flatMap(({ identity }, index) =>
      newIdentity(studyId, ids[index], identity),
    )
    complete(await insert('participantIdentity', identities))
    step(drafts.length)
  }
  for (const part of steps(changes)) {
    const participants = part.map(({ id, participant }) => ({ id, ...participant }))
    await update('participant', participants.filter(hasChanges))
    await update('participantIdentity', part.flatMap(changedIdentity))
    const missing = part.filter(({ identityId }) => !identityId)
    const identities = missing.flatMap(({ id, identity }) => newIdentity(studyId, id, identity))
    complete(await insert('participantIdentity', identities))
    step(part.length)
  }
}

function newParticipant(
  studyId: string,
  { participant: { code = '', ...participant }, baseline }: Draft,
  firstStatus: ImportPlan['firstStatus'],
) {
  const status = participant.status ?? (participant.enrolledAt ? 'ENROLLED' : firstStatus)
  return { ...participant, studyId, code, status, baseline }
}

function newIdentity(
  studyId: string,
  participantId: string | undefined,
  identity: Draft['identity'],
) {
  if (!participantId || Object.keys(identity).length === 0) return []
  return [{ ...identity, studyId, participantId }]
}

function changedIdentity({ identityId, identity }: Change) {
  return identityId && Object.keys(identity).length > 0 ? [{ id: identityId, ...identity }] : []
}

const hasChanges = (row: object) => Object.keys(row).length > 1

/** The ids of rows of which each must have been inserted. */
function complete(ids: (string | null)[]): string[] {
  if (ids.includes(null))
    throw new Rejection(
      'conflict',
      'Somebody added one of these participants while the import ran. Nothing was imported; check the file again.',
    )
  return ids as string[]
}

function* steps<Item>(items: Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += STEP) yield items.slice(start, start + STEP)
}
