'use server'
import { requireStudy } from '@/features/studies/loaders'
import { type Outcome, refused, refusedInput } from '@/lib/auth/outcome'
import { problemOf } from '@/lib/errors/problem'
import { isIdentified, participantData } from './details'
import { type NewParticipantInput, newParticipant } from './schema'
import { isPastEnrolment } from './status'

/**
 * Adds a participant and, where something was entered of it, who the person is: both or neither. The
 * rules of schema.zmodel decide who may.
 */
export async function addParticipant(
  slug: string,
  studyKey: string,
  input: NewParticipantInput,
): Promise<Outcome<{ code: string }>> {
  const { db, study } = await requireStudy(slug, studyKey)
  const parsed = newParticipant.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)

  const { identity, status, ...details } = parsed.data
  const enrolledOn = isPastEnrolment(status) ? details.enrolledOn : ''
  const data = participantData({ ...details, enrolledOn }, study.timeZone)
  try {
    const { code } = await db.$transaction(async (tx) => {
      const added = await tx.participant.create({ data: { ...data, status, studyId: study.id } })
      if (isIdentified(identity)) {
        const of = { participantId: added.id, studyId: study.id }
        await tx.participantIdentity.create({ data: { ...of, ...identity } })
      }
      return added
    })
    return { ok: true, code }
  } catch (error) {
    const { code, message, fields } = problemOf(error)
    if (code === 'unexpected') throw error
    return refused(message, fields && placed(fields, Object.keys(identity)))
  }
}

/** The fields of the identity stand in a part of the form of their own. */
function placed(fields: Record<string, string>, ofIdentity: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, sentence]) => [
      ofIdentity.includes(name) ? `identity.${name}` : name,
      sentence,
    ]),
  )
}
