import { PageHeader } from '@/components/page-header'
import { TableSkeleton } from '@/components/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Audit trail" />
      <div className="rounded-lg border bg-surface shadow-soft">
        <TableSkeleton rows={12} columns={3} />
      </div>
    </>
  )
}
