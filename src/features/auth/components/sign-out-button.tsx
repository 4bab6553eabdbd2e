'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { signOutHere } from '../session'

/** Signs out and goes to `next`, by default the sign-in page. */
export function SignOutButton({
  next,
  children = 'Sign out',
}: {
  next?: string
  children?: string
}) {
  const [pending, setPending] = useState(false)
  return (
    <Button
      pending={pending}
      onClick={() => {
        setPending(true)
        signOutHere(next).catch(() => setPending(false))
      }}
    >
      {children}
    </Button>
  )
}
