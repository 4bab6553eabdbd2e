import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Fragment } from 'react'
import { Card } from '@/components/card'
import { PageHeader } from '@/components/page-header'
import { getDevMail, isDevMailOpen } from '@/lib/mail/dev-mail'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Mail' }

type Props = { params: Promise<{ id: string }> }

export default async function DevMailMessagePage({ params }: Props) {
  if (!isDevMailOpen()) notFound()
  const { id } = await params
  const message = await getDevMail(id)
  if (!message) notFound()
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-4 py-8 outline-none">
      <PageHeader
        title={message.subject}
        description={<span dir="auto">to {message.to}</span>}
        breadcrumb={[{ label: 'Mail of this server', href: paths.devMail }]}
      />
      <Card>
        <div className="whitespace-pre-wrap break-words" dir="auto">
          {message.text ? withLinks(message.text) : 'The text of a sent mail is not kept.'}
        </div>
      </Card>
    </main>
  )
}

/** Makes the addresses in a plain text clickable. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part} className="text-accent-ink underline">
        {part}
      </a>
    ) : (
      <Fragment key={part}>{part}</Fragment>
    ),
  )
}
