import type { Metadata } from 'next'
import { KeyList } from '@/features/api-keys/components/key-list'
import { requireKeys } from '@/features/api-keys/loaders'
import { keyPage } from '@/features/api-keys/queries'
import { env } from '@/lib/env'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'API keys' }

type PageProps = { params: Promise<{ space: string }> }

/** The API keys of a space, for its owners and admins. */
export default async function KeysPage({ params }: PageProps) {
  const { space, role, db } = await requireKeys((await params).space)
  const scope = { role, space, apiUrl: `${env.APP_URL}/api/rest` }
  return (
    <Prefetched db={db} queries={[['ApiKey', 'findMany', keyPage()]]}>
      <KeyList scope={scope} />
    </Prefetched>
  )
}
