import type { Webhook } from '@/generated/prisma/client'
import type { Identity, Trace } from '../auth/identity'
import { transactAs } from '../db/door'
import { ruleOf } from '../db/rules'
import { type SystemTransaction, system } from '../db/system'
import { env } from '../env'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { isEventType, TEST_EVENT } from './events'
import { newWebhookSecret, seal } from './secrets'
import { urlFault } from './target'

/**
 * What people do with the webhooks of their space, beyond what the rules of a record can say: the address
 * is judged, the secret is made and shown once, and deliveries are asked for again. Who may update a
 * webhook by the rules of schema.zmodel may do all of it.
 */

type Actor = Required<Identity>
export type WebhookInput = Pick<Webhook, 'url' | 'events' | 'description'>

/** More in one space is a mistake, or a way to have this server busy. */
export const MOST_WEBHOOKS = 20
/** So long a replaced secret signs along. */
const OVERLAP_MS = 24 * 60 * 60 * 1000

/**
 * @returns the id, and the secret, which nobody ever gets to see again.
 * @throws Rejection `invalid` with the fields at fault, `conflict` for too many, `forbidden`.
 */
export async function addWebhook(
  actor: Actor,
  input: WebhookInput,
  trace: Trace = {},
): Promise<{ id: string; secret: string }> {
  requireGood(input)
  return transact(actor, trace, async (tx) => {
    const { spaceId, userId: createdById } = actor
    const { id } = await tx.webhook.create({ data: { ...input, spaceId, createdById } })
    await requireMay(tx, actor, id, 'forbidden')
    if ((await tx.webhook.count({ where: { spaceId } })) > MOST_WEBHOOKS) {
      throw new Rejection('conflict', `A space has ${MOST_WEBHOOKS} webhooks at most.`)
    }
    return { id, secret: await addSecret(tx, id) }
  })
}

/** @throws Rejection as `addWebhook` does, and `not_found`. */
export async function changeWebhook(
  actor: Actor,
  id: string,
  input: WebhookInput,
  trace: Trace = {},
): Promise<void> {
  requireGood(input)
  return transact(actor, trace, async (tx) => {
    await requireMay(tx, actor, id)
    await tx.webhook.update({ where: { id }, data: input })
  })
}

/** Switched off, nothing is recorded for it; what waits is sent when it is on again. */
export function switchWebhook(
  actor: Actor,
  id: string,
  enabled: boolean,
  trace: Trace = {},
): Promise<void> {
  return transact(actor, trace, async (tx) => {
    await requireMay(tx, actor, id)
    await tx.webhook.update({ where: { id }, data: { enabled, disabledReason: null } })
    if (enabled) await wake(tx, id)
  })
}

/** Makes a new secret; the one before signs along for a day. */
export function replaceSecret(actor: Actor, id: string, trace: Trace = {}): Promise<string> {
  return transact(actor, trace, async (tx) => {
    await requireMay(tx, actor, id)
    const now = Date.now()
    await tx.webhook.update({ where: { id }, data: { secretAt: new Date(now) } })
    // Of several that were replaced within a day only the last one goes on.
    await tx.webhookSecret.deleteMany({ where: { webhookId: id, expiresAt: { not: null } } })
    await tx.webhookSecret.updateMany({
      where: { webhookId: id },
      data: { expiresAt: new Date(now + OVERLAP_MS) },
    })
    return addSecret(tx, id)
  })
}

/** Has an event sent that says nothing. @returns the id of the delivery. */
export function sendTest(actor: Actor, webhookId: string, trace: Trace = {}): Promise<string> {
  return transact(actor, trace, async (tx) => {
    await requireMay(tx, actor, webhookId)
    const { spaceId, userId: createdById } = actor
    const { id } = await tx.webhookDelivery.create({
      data: { webhookId, spaceId, createdById, type: TEST_EVENT, entityId: webhookId },
    })
    await wake(tx, webhookId)
    return id
  })
}

/**
 * Has deliveries sent again, under the ids that they have.
 * @param which one of them, or all that were given up.
 * @returns how many.
 */
export function sendAgain(
  actor: Actor,
  webhookId: string,
  which: { id: string } | 'failed',
  trace: Trace = {},
): Promise<number> {
  return transact(actor, trace, async (tx) => {
    await requireMay(tx, actor, webhookId)
    const { spaceId } = actor
    const { count } = await tx.webhookDelivery.updateMany({
      where: {
        ...{ webhookId, spaceId },
        ...(which === 'failed' ? { status: 'FAILED' as const } : { id: which.id }),
      },
      data: { status: 'PENDING', attempts: 0, nextTryAt: new Date(), deliveredAt: null },
    })
    if (count > 0) await wake(tx, webhookId)
    return count
  })
}

const transact = <Result>(
  actor: Actor,
  trace: Trace,
  work: (tx: SystemTransaction) => Promise<Result>,
): Promise<Result> => transactAs(actor, (_, tx) => work(tx), { trace })

/** @throws Rejection; a webhook of another space is as absent as one that does not exist. */
async function requireMay(
  tx: Pick<typeof system, 'webhook'>,
  actor: Actor,
  id: string,
  otherwise: 'not_found' | 'forbidden' = 'not_found',
): Promise<void> {
  const where = {
    AND: [{ id }, ruleOf('webhook', 'read', actor), ruleOf('webhook', 'update', actor)],
  }
  if ((await tx.webhook.count({ where })) === 1) return
  throw otherwise === 'forbidden'
    ? new Rejection('forbidden', NO_RIGHT)
    : new Rejection('not_found', 'This webhook does not exist, or you have no access to it.')
}

function requireGood({ url, events }: WebhookInput): void {
  const fault = urlFault(url, env.WEBHOOK_ALLOW_PRIVATE)
  const fields: Record<string, string> = {}
  if (fault) fields.url = fault
  if (!events.every(isEventType)) fields.events = 'Choose among the events of this installation.'
  else if (events.length === 0) fields.events = 'Choose at least one event.'
  if (Object.keys(fields).length === 0) return
  throw new Rejection('invalid', 'Please check what you entered.', fields)
}

async function addSecret(tx: SystemTransaction, webhookId: string): Promise<string> {
  const secret = newWebhookSecret()
  await tx.webhookSecret.create({ data: { webhookId, sealed: seal(secret, webhookId) } })
  return secret
}

/** Has a server look after a webhook, at the commit: as the trigger of prisma/guarantees.sql does. */
async function wake(tx: SystemTransaction, webhook: string): Promise<void> {
  const payload = JSON.stringify({ webhook })
  await tx.$executeRaw`
    select graphile_worker.add_job('deliver_webhook', ${payload}::json, max_attempts => 3)`
}
