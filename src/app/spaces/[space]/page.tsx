import type { Metadata } from 'next'
import { SpaceHome } from '@/features/spaces/components/space-home'
import { loadNumbers } from '@/features/spaces/loaders'
import { homeStudies } from '@/features/spaces/queries'
import { requireSpace, type SpacePass } from '@/lib/auth/space-gate'
import { Prefetched } from '@/lib/query/prefetched'

type PageProps = { params: Promise<{ space: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { space } = await requireSpace((await params).space)
  return { title: space.name }
}

/** The home of a space. */
export default async function SpacePage({ params }: PageProps) {
  const pass = await requireSpace((await params).space)
  return (
    <Prefetched db={pass.db} queries={[['Study', 'findMany', homeStudies()]]}>
      <Home pass={pass} />
    </Prefetched>
  )
}

/** The numbers are asked for here and not awaited: the page appears without them. */
function Home({ pass: { db, space, role } }: { pass: SpacePass }) {
  const { slug, name, timeZone } = space
  return <SpaceHome space={{ slug, name, timeZone }} role={role} numbers={loadNumbers(db)} />
}
