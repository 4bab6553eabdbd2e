import { Skeleton, TableSkeleton } from '@/components/skeleton'

export default function Loading() {
  return (
    <div className="grid gap-6">
      <Skeleton className="h-7 w-56" />
      <div className="rounded-lg border bg-surface shadow-soft">
        <TableSkeleton />
      </div>
    </div>
  )
}
