import { system } from '../db/system'
import { env } from '../env'
import { pauseAfter } from './retries'
import { signatureOf, unseal } from './secrets'
import { errorText, type Limits, openSender, type Sender, statusFault } from './send'

/**
 * Sends what is due to one webhook. A delivery is leased before it is sent, and what came of it is written
 * after: whoever dies in between leaves a lease that ends, and then it is sent again under the same id.
 */

export type DeliveryLimits = Limits & {
  /** Longer than the timeout, or two servers would send the same. */
  leaseMs: number
  /** After this the next webhook has its turn. */
  passMs: number
  /** Requests at once to one receiver. */
  together: number
}

export const productionLimits: DeliveryLimits = {
  timeoutMs: 15_000,
  leaseMs: 60_000,
  passMs: 20_000,
  together: 10,
  allowPrivate: env.WEBHOOK_ALLOW_PRIVATE,
}

type Target = { id: string; url: string; slug: string; secrets: string[] }

type Leased = {
  id: string
  createdAt: Date
  type: string
  entityId: string
  changed: string[] | null
  attempts: number
}

/**
 * Sends what is due to a webhook, for a while.
 * @returns whether there may be more. A webhook that is gone or switched off has nothing.
 */
export async function deliverDue(
  webhookId: string,
  limits: DeliveryLimits,
  stop?: AbortSignal,
): Promise<boolean> {
  const target = await targetOf(webhookId)
  if (!target) return false
  const sender = openSender(target.url, limits, limits.together)
  const end = Date.now() + limits.passMs
  try {
    while (!stop?.aborted) {
      const batch = await lease(webhookId, limits)
      if (batch.length === 0) return false
      const sent = await Promise.all(
        batch.map((delivery) => deliver(delivery, target, sender, limits, stop)),
      )
      await recordDelivered(sent.filter((one) => one !== undefined))
      if (Date.now() > end) return true
    }
    return false
  } finally {
    sender.close()
  }
}

async function targetOf(id: string): Promise<Target | undefined> {
  const webhook = await system.webhook.findFirst({
    where: { id, enabled: true },
    select: { url: true, space: { select: { slug: true } } },
  })
  if (!webhook) return undefined
  const kept = await system.webhookSecret.findMany({
    where: { webhookId: id, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    orderBy: { id: 'desc' },
  })
  const secrets = kept.flatMap(({ sealed }) => unseal(sealed, id) ?? [])
  return { id, url: webhook.url, slug: webhook.space.slug, secrets }
}

function lease(webhookId: string, { leaseMs, together }: DeliveryLimits): Promise<Leased[]> {
  return system.$queryRaw<Leased[]>`
    update "WebhookDelivery" set "nextTryAt" = now() + make_interval(secs => ${leaseMs / 1000})
    where id in (
      select id from "WebhookDelivery"
      where "webhookId" = ${webhookId} and status = 'PENDING' and "nextTryAt" <= now()
        and exists (select from "Webhook" where id = ${webhookId} and enabled)
      order by "nextTryAt", id
      limit ${together}
      for update skip locked
    )
    returning id, "createdAt", type, "entityId", changed, attempts`
}

type Delivered = { id: string; status: number }

/** Sends one, and writes down a failure. */
async function deliver(
  delivery: Leased,
  target: Target,
  sender: Sender,
  limits: DeliveryLimits,
  stop?: AbortSignal,
): Promise<Delivered | undefined> {
  if (target.secrets.length === 0) {
    await recordFailure(delivery, NO_SECRET)
    return undefined
  }
  const body = bodyOf(delivery, target)
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Studyspace',
    'webhook-id': delivery.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(target.secrets, { id: delivery.id, timestamp, body }),
  }
  try {
    const status = await sender.post(body, headers, stop)
    const fault = statusFault(status)
    if (!fault) return { id: delivery.id, status }
    if (status === 410) await switchOff(target.id, fault)
    await recordFailure(delivery, fault, status)
  } catch (error) {
    // What a server that stops gave up is nobody's failure: the lease ends, and another one sends it.
    if (!stop?.aborted) await recordFailure(delivery, errorText(error, limits))
  }
  return undefined
}

const NO_SECRET =
  'The signing secret cannot be read, because AUTH_SECRET of this installation was changed. Make a new secret.'

/** The same on every try. Nothing in it but which record it is about: see docs/webhooks.md. */
function bodyOf({ type, createdAt, entityId, changed }: Leased, { slug }: Target): string {
  const [entity] = type.split('.')
  return JSON.stringify({
    type,
    timestamp: createdAt.toISOString(),
    data: { id: entityId, entity, space: slug, changed: changed ?? [] },
  })
}

/** All of a batch at once: a busy receiver would cost a statement for each otherwise. */
async function recordDelivered(sent: Delivered[]): Promise<void> {
  if (sent.length === 0) return
  const [ids, statuses] = [sent.map(({ id }) => id), sent.map(({ status }) => status)]
  await system.$executeRaw`
    update "WebhookDelivery" d
    set status = 'DELIVERED', attempts = attempts + 1, "deliveredAt" = now(), "updatedAt" = now(),
      "lastStatus" = s.status, "lastError" = null, "nextTryAt" = null
    from unnest(${ids}::text[], ${statuses}::int[]) as s (id, status)
    where d.id = s.id`
}

async function recordFailure(
  { id, attempts }: Leased,
  error: string,
  status: number | null = null,
): Promise<void> {
  const pause = status === 410 ? undefined : pauseAfter(attempts + 1)
  const next = pause === undefined ? null : new Date(Date.now() + pause)
  await system.$executeRaw`
    update "WebhookDelivery"
    set status = ${next ? 'PENDING' : 'FAILED'}::"WebhookDeliveryStatus", attempts = attempts + 1,
      "updatedAt" = now(), "lastStatus" = ${status}::int, "lastError" = ${error},
      "nextTryAt" = ${next}::timestamptz
    where id = ${id} and status = 'PENDING'`
}

/** What waits stays until somebody switches it on again. */
async function switchOff(id: string, reason: string): Promise<void> {
  await system.webhook.updateMany({
    where: { id, enabled: true },
    data: { enabled: false, disabledReason: reason },
  })
}

/** When something is due for a webhook again; undefined when nothing waits, or it is switched off. */
export async function nextDue(webhookId: string): Promise<Date | undefined> {
  const [row] = await system.$queryRaw<{ at: Date | null }[]>`
    select min("nextTryAt") as at from "WebhookDelivery"
    where "webhookId" = ${webhookId} and status = 'PENDING'
      and exists (select from "Webhook" where id = ${webhookId} and enabled)`
  return row?.at ?? undefined
}

/** The webhooks for which something is due, whoever was to see to it. */
export async function webhooksDue(): Promise<string[]> {
  const rows = await system.$queryRaw<{ id: string }[]>`
    select id from "Webhook" w
    where enabled and exists (
      select from "WebhookDelivery" d
      where d."webhookId" = w.id and d.status = 'PENDING' and d."nextTryAt" <= now())`
  return rows.map(({ id }) => id)
}

const KEPT_DAYS = 30
const BATCH = 5_000

/** Forgets what was told, a while after the fact. */
export async function clearDeliveries(now = Date.now()): Promise<void> {
  const before = new Date(now - KEPT_DAYS * 24 * 60 * 60 * 1000)
  for (let left = BATCH; left === BATCH; ) {
    left = await system.$executeRaw`
      delete from "WebhookDelivery" where id in (
        select id from "WebhookDelivery" where "createdAt" < ${before} limit ${BATCH})`
  }
  await system.webhookSecret.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
}
