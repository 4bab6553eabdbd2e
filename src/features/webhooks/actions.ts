'use server'
import { headers } from 'next/headers'
import type { Outcome } from '@/lib/auth/outcome'
import { refused } from '@/lib/auth/outcome'
import { requireSpace } from '@/lib/auth/space-gate'
import { problemOf } from '@/lib/errors/problem'
import * as subscriptions from '@/lib/webhooks/subscriptions'
import { type WebhookInput, webhookInput } from './schema'

/** What goes beyond one record: secrets, addresses that are judged, and what is sent again. */

export async function addWebhook(slug: string, input: WebhookInput) {
  return attempt(slug, (actor, trace) => subscriptions.addWebhook(actor, rowOf(input), trace))
}

export async function changeWebhook(slug: string, id: string, input: WebhookInput) {
  return attempt(slug, async (actor, trace) => {
    await subscriptions.changeWebhook(actor, id, rowOf(input), trace)
    return {}
  })
}

export async function switchWebhook(slug: string, id: string, enabled: boolean) {
  return attempt(slug, async (actor, trace) => {
    await subscriptions.switchWebhook(actor, id, enabled, trace)
    return {}
  })
}

export async function replaceSecret(slug: string, id: string) {
  return attempt(slug, async (actor, trace) => ({
    secret: await subscriptions.replaceSecret(actor, id, trace),
  }))
}

export async function sendTest(slug: string, id: string) {
  return attempt(slug, async (actor, trace) => ({
    delivery: await subscriptions.sendTest(actor, id, trace),
  }))
}

/** @param delivery one of them; without, all that were given up. */
export async function sendAgain(slug: string, id: string, delivery?: string) {
  return attempt(slug, async (actor, trace) => {
    const which = delivery === undefined ? 'failed' : { id: String(delivery) }
    return { count: await subscriptions.sendAgain(actor, id, which, trace) }
  })
}

function rowOf(input: WebhookInput) {
  const { description, ...rest } = webhookInput.parse(input)
  return { ...rest, description: description || null }
}

type Actor = { userId: string; spaceId: string }

/** Refusals that are to be expected are answers; the rest is thrown. */
async function attempt<Result extends object>(
  slug: string,
  work: (actor: Actor, trace: { requestId?: string }) => Promise<Result>,
): Promise<Outcome<Result>> {
  const { user, space } = await requireSpace(slug)
  const requestId = (await headers()).get('x-request-id') ?? undefined
  try {
    return { ok: true, ...(await work({ userId: user.id, spaceId: space.id }, { requestId })) }
  } catch (error) {
    const { code, message, fields } = problemOf(error)
    if (code === 'unexpected' || code === 'busy') throw error
    return refused(message, fields)
  }
}
