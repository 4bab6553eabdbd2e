import Link from 'next/link'
import { Callout } from '@/components/callout'
import { paths } from '@/lib/paths'

/** Replaces a form that had a mail sent. `devMail` says that this server keeps its mail to itself. */
export function CheckYourMail({ email, devMail }: { email: string; devMail: boolean }) {
  return (
    <div role="status" className="grid gap-4">
      <Callout tone="success" title="Check your mail">
        We have written to <strong dir="auto">{email}</strong>. Follow the link in that mail.
      </Callout>
      <p className="text-ink-muted">
        Nothing there after a few minutes? Look into the spam folder, and check the address above.
      </p>
      {devMail && (
        <p>
          This server sends no mail.{' '}
          <Link href={paths.devMail} className="text-accent-ink underline">
            Read what it would have sent
          </Link>
        </p>
      )}
    </div>
  )
}
