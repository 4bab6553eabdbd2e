import { afterEach, expect, it } from 'vitest'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { deliverMail } from '@/lib/mail/delivery'
import { isDevMailOpen } from '@/lib/mail/dev-mail'
import { writeLetter } from '@/lib/mail/letter'
import { queueMail } from '@/lib/mail/outbox'
import { unique } from '../support/factories'
import { startMailServer } from '../support/smtp'

afterEach(async () => {
  env.SMTP_URL = undefined
  await system.outboxMessage.deleteMany()
})

async function queue(to = `${unique('to')}@people.example`): Promise<string> {
  const letter = writeLetter({ to, subject: 'Hello', paragraphs: ['One <b>&</b> two'] })
  await system.$transaction((tx) => queueMail(tx, letter))
  return to
}

const messageTo = (to: string) => system.outboxMessage.findFirstOrThrow({ where: { to } })
const dueNow = () => system.outboxMessage.updateMany({ data: { nextTryAt: new Date(0) } })

it('a mail server that is down loses nothing: the mail is kept, and sent later', async () => {
  const server = await startMailServer()
  env.SMTP_URL = server.url
  await server.close()
  const to = await queue()
  await deliverMail()
  const kept = await messageTo(to)
  expect(kept).toMatchObject({
    sentAt: null,
    attempts: 1,
    lastError: expect.stringContaining('ECONNREFUSED'),
  })
  expect(kept.nextTryAt.getTime()).toBeGreaterThan(Date.now() + 50_000)
  expect(kept.text).toContain('One <b>&</b> two')

  const again = await startMailServer(Number(new URL(server.url).port))
  await deliverMail()
  expect(again.received).toHaveLength(0)
  await dueNow()
  await deliverMail()
  expect(again.received).toMatchObject([{ subject: 'Hello', to: [{ address: to }] }])
  expect(again.received[0]?.html).toContain('One &lt;b&gt;&amp;&lt;/b&gt; two')
  expect(await messageTo(to)).toMatchObject({ sentAt: expect.any(Date), lastError: null })
  await again.close()
})

it('a mail whose cause is rolled back is never sent', async () => {
  const letter = writeLetter({ to: 'x@people.example', subject: 'Hello', paragraphs: [] })
  const failing = system.$transaction(async (tx) => {
    await queueMail(tx, letter)
    throw new Error('after the mail')
  })
  await expect(failing).rejects.toThrow('after the mail')
  expect(await system.outboxMessage.count()).toBe(0)
})

it('several deliveries at once send each mail once', async () => {
  const server = await startMailServer()
  env.SMTP_URL = server.url
  const addresses = await Promise.all(Array.from({ length: 17 }, () => queue()))
  await Promise.all([deliverMail(), deliverMail(), deliverMail()])
  const receivers = server.received.map(({ to }) => to?.[0]?.address)
  expect(receivers.toSorted()).toEqual(addresses.toSorted())
  await server.close()
})

it('without a mail server everything stays in the outbox', async () => {
  const to = await queue()
  await deliverMail()
  expect(await messageTo(to)).toMatchObject({ attempts: 0, sentAt: null })
})

it.each([
  { NODE_ENV: 'development', STUDYSPACE_EMBEDDED: undefined, SMTP_URL: undefined, open: true },
  { NODE_ENV: 'production', STUDYSPACE_EMBEDDED: true, SMTP_URL: undefined, open: true },
  { NODE_ENV: 'production', STUDYSPACE_EMBEDDED: true, SMTP_URL: 'smtp://mail', open: false },
  { NODE_ENV: 'production', STUDYSPACE_EMBEDDED: undefined, SMTP_URL: undefined, open: false },
] as const)('the outbox can be read at /dev/mail: %j', ({ open, ...settings }) => {
  const { NODE_ENV, STUDYSPACE_EMBEDDED } = env
  Object.assign(env, settings)
  expect(isDevMailOpen()).toBe(open)
  Object.assign(env, { NODE_ENV, STUDYSPACE_EMBEDDED })
})
