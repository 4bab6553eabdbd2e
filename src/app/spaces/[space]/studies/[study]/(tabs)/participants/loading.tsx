import { TableSkeleton } from '@/components/skeleton'

export default function ParticipantsLoading() {
  return (
    <div className="rounded-lg border bg-surface">
      <TableSkeleton rows={12} />
    </div>
  )
}
