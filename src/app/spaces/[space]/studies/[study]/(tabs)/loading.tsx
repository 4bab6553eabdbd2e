import { CardSkeleton } from '@/components/skeleton'

export default function StudyLoading() {
  return <CardSkeleton />
}
