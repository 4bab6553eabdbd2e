import type { Metadata } from 'next'
import { ParticipantView } from '@/features/participants/components/participant-view'
import { requireParticipant } from '@/features/participants/loaders'
import { participantById, statusHistory } from '@/features/participants/queries'
import { armList, studyByKey } from '@/features/studies/queries'
import { Prefetched } from '@/lib/query/prefetched'

type ParticipantPageProps = { params: Promise<{ space: string; study: string; code: string }> }

async function load(params: ParticipantPageProps['params']) {
  const { space, study, code } = await params
  return requireParticipant(space, study, decodeURIComponent(code))
}

export async function generateMetadata({ params }: ParticipantPageProps): Promise<Metadata> {
  const { participant, study } = await load(params)
  return { title: `${participant.code} · ${study.title}` }
}

export default async function ParticipantPage({ params }: ParticipantPageProps) {
  const { db, role, space, study, participant } = await load(params)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Study', 'findFirst', studyByKey(study.key)],
        ['Arm', 'findMany', armList(study.id)],
        ['Participant', 'findFirst', participantById(participant.id)],
        ['StatusEvent', 'findMany', statusHistory(participant.id)],
      ]}
    >
      <ParticipantView
        slug={space.slug}
        study={study}
        participantId={participant.id}
        role={role}
        locales={space.locales}
      />
    </Prefetched>
  )
}
