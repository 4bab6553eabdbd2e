import type { Metadata } from 'next'
import { PageHeader } from '@/components/page-header'
import { AccountSettings } from '@/features/account/components/account-settings'
import { loadAccount } from '@/features/account/loaders'
import { OutsideShell } from '@/features/spaces/components/outside-shell'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const account = await loadAccount()
  return (
    <OutsideShell user={account.user}>
      <PageHeader title="Your account" />
      <AccountSettings account={account} />
    </OutsideShell>
  )
}
