import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireStudy } from '@/features/studies/loaders'
import { participantByCode } from './queries'

/** A participant of a study, or "not found"; asked once per request. */
export const requireParticipant = cache(async (slug: string, studyKey: string, code: string) => {
  const pass = await requireStudy(slug, studyKey)
  const participant = await pass.db.participant.findFirst(participantByCode(pass.study.id, code))
  if (!participant) notFound()
  return { ...pass, participant }
})
