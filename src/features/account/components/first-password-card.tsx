'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { toast } from '@/components/toast'
import { requestFirstPassword } from '../actions'

/** Instead of the password card, for somebody who signs in through the identity provider only. */
export function FirstPasswordCard({ email }: { email: string }) {
  const [pending, setPending] = useState(false)
  const [answer, setAnswer] = useState<{ ok: boolean; text: string }>()

  async function ask() {
    setPending(true)
    try {
      const result = await requestFirstPassword()
      const sent = `We have written to ${email}. Follow the link in that mail.`
      setAnswer({ ok: result.ok, text: result.ok ? sent : result.reason })
    } catch (error) {
      toast.failure(error)
    }
    setPending(false)
  }

  return (
    <Card
      title="Password"
      description="You sign in through another service. A password of your own is a second way in."
    >
      <div className="grid justify-items-start gap-4">
        <div role="status" className="empty:hidden">
          {answer && <Callout tone={answer.ok ? 'success' : 'danger'}>{answer.text}</Callout>}
        </div>
        <Button pending={pending} onClick={ask}>
          Send me a link to choose one
        </Button>
      </div>
    </Card>
  )
}
