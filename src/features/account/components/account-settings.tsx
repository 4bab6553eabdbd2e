import type { Account } from '../loaders'
import { DeactivateCard } from './deactivate-card'
import { FirstPasswordCard } from './first-password-card'
import { PasswordCard } from './password-card'
import { ProfileCard } from './profile-card'
import { SessionsCard } from './sessions-card'

export function AccountSettings({ account }: { account: Account }) {
  const { user, sessions, hasPassword } = account
  return (
    <div className="grid max-w-2xl gap-5">
      <ProfileCard name={user.name} email={user.email} />
      {hasPassword ? <PasswordCard email={user.email} /> : <FirstPasswordCard email={user.email} />}
      <SessionsCard count={sessions} />
      <DeactivateCard email={user.email} />
    </div>
  )
}
