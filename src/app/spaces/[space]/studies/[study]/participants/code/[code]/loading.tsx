import { CardSkeleton } from '@/components/skeleton'

export default function ParticipantLoading() {
  return <CardSkeleton cards={2} />
}
