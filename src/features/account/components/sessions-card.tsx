'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { toast } from '@/components/toast'
import { signOutElsewhere } from '../actions'

/** `count` is the number of live sessions, this one included. */
export function SessionsCard({ count }: { count: number }) {
  const [pending, setPending] = useState(false)
  const others = count - 1

  async function endOthers() {
    setPending(true)
    try {
      await signOutElsewhere()
      toast.success('You are signed out everywhere else.')
    } catch (error) {
      toast.failure(error)
    }
    setPending(false)
  }

  return (
    <Card title="Where you are signed in">
      <div className="grid justify-items-start gap-4">
        <p>
          {others === 0
            ? 'Only here.'
            : `Here and in ${others} other ${others === 1 ? 'place' : 'places'}.`}
        </p>
        {others > 0 && (
          <Button pending={pending} onClick={endOthers}>
            Sign out everywhere else
          </Button>
        )}
      </div>
    </Card>
  )
}
