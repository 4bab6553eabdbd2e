import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Card } from '@/components/card'
import { PageHeader } from '@/components/page-header'
import { RelativeTime } from '@/components/relative-time'
import { isDevMailOpen, listDevMail } from '@/lib/mail/dev-mail'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Mail of this server' }
export const dynamic = 'force-dynamic'

export default async function DevMailPage() {
  if (!isDevMailOpen()) notFound()
  const messages = await listDevMail()
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-4 py-8 outline-none">
      <PageHeader
        title="Mail of this server"
        description="What this server sent, or would send if SMTP_URL was set; newest first. Load the page again to see more."
      />
      <Card flush>
        {messages.length === 0 && (
          <p className="p-5 text-ink-muted">No mail yet. Sign up or invite somebody.</p>
        )}
        <ul className="divide-y">
          {messages.map(({ id, to, subject, createdAt, sentAt, lastError }) => (
            <li key={id} className="grid gap-0.5 px-5 py-3">
              <Link href={`${paths.devMail}/${id}`} className="text-accent-ink underline">
                {subject}
              </Link>
              <p className="text-ink-muted">
                to <span dir="auto">{to}</span>, <RelativeTime value={createdAt} zone="UTC" />
                {sentAt ? ', sent' : ', waiting'}
                {lastError && `: ${lastError}`}
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </main>
  )
}
