import type { Metadata } from 'next'
import { InvitationList } from '@/features/members/components/invitation-list'
import { MemberList } from '@/features/members/components/member-list'
import { invitationPage, memberPage } from '@/features/members/queries'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { type ModelQuery, Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Members' }

type PageProps = { params: Promise<{ space: string }> }

/** Who is in the space and who is invited. */
export default async function MembersPage({ params }: PageProps) {
  const { user, space, role, db } = await requireSpace((await params).space)
  const scope = { me: { userId: user.id, role }, space }
  const seesInvitations = canRole(role, 'Invitation', 'read')
  const queries: ModelQuery[] = [['SpaceUser', 'findMany', memberPage(space.id, '')]]
  if (seesInvitations) queries.push(['Invitation', 'findMany', invitationPage()])

  return (
    <Prefetched db={db} queries={queries}>
      <MemberList scope={scope} />
      {seesInvitations && <InvitationList scope={scope} />}
    </Prefetched>
  )
}
