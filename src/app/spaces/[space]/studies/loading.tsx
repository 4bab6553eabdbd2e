import { Skeleton, TableSkeleton } from '@/components/skeleton'

export default function StudiesLoading() {
  return (
    <>
      <Skeleton className="mb-6 h-7 w-48" />
      <div className="rounded-lg border bg-surface">
        <TableSkeleton />
      </div>
    </>
  )
}
