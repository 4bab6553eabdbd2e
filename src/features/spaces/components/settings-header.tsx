import { PageHeader } from '@/components/page-header'
import { LinkTabs } from '@/components/tabs'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'

/** The head of the pages about a space itself, with those that a role may open. */
export function SettingsHeader({ slug, role }: { slug: string; role: Role }) {
  const general = { href: paths.settings(slug), label: 'General', exact: true }
  const tabs = [
    ...(canRole(role, 'Space', 'update') ? [general] : []),
    ...(canRole(role, 'ApiKey', 'read') ? [{ href: paths.apiKeys(slug), label: 'API keys' }] : []),
    ...(canRole(role, 'Webhook', 'read')
      ? [{ href: paths.webhooks(slug), label: 'Webhooks' }]
      : []),
  ]
  return (
    <>
      <PageHeader title="Settings" />
      <LinkTabs label="Settings" tabs={tabs} />
    </>
  )
}
