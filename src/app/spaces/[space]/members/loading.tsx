import { TableSkeleton } from '@/components/skeleton'

export default function Loading() {
  return (
    <div className="rounded-lg border bg-surface shadow-soft">
      <TableSkeleton columns={4} />
    </div>
  )
}
