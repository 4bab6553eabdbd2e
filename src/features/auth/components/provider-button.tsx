'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { signInWithProvider } from '../session'

/** Signs in through the identity provider of the installation. */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const [pending, setPending] = useState(false)
  return (
    <Button
      size="lg"
      className="w-full"
      pending={pending}
      onClick={() => {
        setPending(true)
        signInWithProvider(next).catch(() => setPending(false))
      }}
    >
      Continue with {name}
    </Button>
  )
}
