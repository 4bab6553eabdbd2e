import type { Metadata } from 'next'
import { PageHeader } from '@/components/page-header'
import { NewSpaceForm } from '@/features/spaces/components/new-space-form'
import { requireUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'New space' }

export default async function NewSpacePage() {
  await requireUser()
  return (
    <>
      <PageHeader
        title="New space"
        description="A space holds the studies and people of one organisation. Nobody outside it learns that it exists."
        breadcrumb={[{ label: 'Your spaces', href: paths.spaces }]}
      />
      <NewSpaceForm />
    </>
  )
}
