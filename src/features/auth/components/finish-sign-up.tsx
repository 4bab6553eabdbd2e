'use client'
import { paths } from '@/lib/paths'
import { finishSignUp } from '../actions'
import { NewAccountForm } from './new-account-form'

export function FinishSignUp({
  name,
  email,
  secret,
}: {
  name: string
  email: string
  secret: string
}) {
  return (
    <NewAccountForm
      name={name}
      email={email}
      submitLabel="Create account"
      next={paths.home}
      create={(account) => finishSignUp(account, secret)}
    />
  )
}
