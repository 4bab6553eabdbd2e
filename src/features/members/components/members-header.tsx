import { PageHeader } from '@/components/page-header'
import { LinkTabs } from '@/components/tabs'
import { paths } from '@/lib/paths'
import { rolesToInvite } from '../member-rights'
import { InviteMember } from './invite-member'
import type { MembersScope } from './member-list'

/** The head of the pages about members. */
export function MembersHeader({ scope }: { scope: MembersScope }) {
  const { slug } = scope.space
  const tabs = [
    { href: paths.members(slug), label: 'People', exact: true },
    { href: paths.roles(slug), label: 'What each role may do' },
  ]
  return (
    <>
      <PageHeader
        title="Members"
        actions={rolesToInvite(scope.me.role).length > 0 && <InviteMember scope={scope} />}
      />
      <LinkTabs label="Members" tabs={tabs} />
    </>
  )
}
