import type { Participant, ParticipantIdentity } from '@/generated/zenstack/client'
import { baselineOf } from '../participants/baseline'
import { isPastEnrolment } from '../participants/status'
import type { Change } from './compare'
import type { Draft } from './draft'

/** A participant of the study as far as an import may change it. */
export type KnownParticipant = Pick<
  Participant,
  'status' | 'armId' | 'locale' | 'timeZone' | 'enrolledAt' | 'isTest' | 'baseline'
> & { identity: ParticipantIdentity | null }

/**
 * What a row changes about a known participant: what it names and what is different. Nothing is
 * emptied, and baseline attributes that the file does not have stay.
 * @returns null when everything is as the row says; a reason when the row contradicts what is known.
 */
export function changeOf(
  draft: Draft,
  known: KnownParticipant & { id: string },
): Change | { reason: string } | null {
  const { code = '', ...fields } = draft.participant
  if (fields.enrolledAt && !isPastEnrolment(fields.status ?? known.status))
    return { reason: 'The participant is not enrolled yet. Import the status as well.' }
  const participant: Change['participant'] = differing(fields, known)
  const baseline = baselineOf(known.baseline)
  if (Object.keys(differing(draft.baseline, baseline)).length > 0)
    participant.baseline = { ...baseline, ...draft.baseline }
  const identity = differing(draft.identity, known.identity ?? {})
  if (isEmpty(participant) && isEmpty(identity)) return null
  return { code, id: known.id, identityId: known.identity?.id, participant, identity }
}

/** The values of `given` that are not the same in `stored`. */
function differing<Values extends object>(given: Values, stored: object): Partial<Values> {
  const changed = Object.entries(given).filter(
    ([key, value]) => plain(value) !== plain(Reflect.get(stored, key)),
  )
  return Object.fromEntries(changed) as Partial<Values>
}

/** Dates by their value; a day, which is stored as its midnight in UTC, as its text. */
function plain(value: unknown): unknown {
  if (!(value instanceof Date)) return value ?? undefined
  return value.toISOString().replace('T00:00:00.000Z', '')
}

const isEmpty = (values: object) => Object.keys(values).length === 0
