import type { Metadata } from 'next'
import { AppShell } from '@/components/app-shell'
import { PageHeader } from '@/components/page-header'
import { AccountSettings } from '@/features/account/components/account-settings'
import { loadAccount } from '@/features/account/loaders'
import { SignOutButton } from '@/features/auth/components/sign-out-button'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const account = await loadAccount()
  return (
    <AppShell homeHref={paths.home} userMenu={<SignOutButton />}>
      <PageHeader title="Your account" />
      <AccountSettings account={account} />
    </AppShell>
  )
}
