import { setMaxListeners } from 'node:events'
import { type Runner, run } from 'graphile-worker'
import { QUEUE_SCHEMA, quiet } from '../db/queue'
import { system } from '../db/system'
import { env } from '../env'
import {
  clearDeliveries,
  type DeliveryLimits,
  deliverDue,
  nextDue,
  productionLimits,
  webhooksDue,
} from './delivery'
import { Rounds } from './rounds'

/**
 * Sends to webhooks as long as the process lives. The deliveries in the database are what is to be done;
 * a job of the queue only wakes a server to look after one webhook. So a job that is lost with its server
 * loses nothing: every server looks for what is due from time to time.
 */

/** As prisma/guarantees.sql names it. */
const TASK = 'deliver_webhook'
/** Webhooks at once. Whoever waits for an answer costs nothing but a connection. */
const WEBHOOKS = 40
const ROUND_MS = 30_000
const CLEARING_MS = 60 * 60 * 1000
/** How long a stop waits for answers. */
const PATIENCE_MS = 5_000

export type Worker = {
  /** Takes nothing more on, waits a little for what is under way, and ends. */
  stop(): Promise<void>
}

/** @param roundMs how often it looks for what nobody was woken for. */
export function startWorker(limits: DeliveryLimits = productionLimits, roundMs = ROUND_MS): Worker {
  const stop = new AbortController()
  // Every request under way listens.
  setMaxListeners(0, stop.signal)
  const rounds = new Rounds(WEBHOOKS, (id) => lookAfter(id, limits, stop.signal))
  const listener = new Listener((id) => rounds.wake(id))
  const look = () => {
    listener.listen()
    webhooksDue()
      .then((ids) => {
        for (const id of ids) rounds.wake(id)
      })
      .catch(() => {
        // The database is away; what is due is in it and waits for the next round.
      })
  }
  const clear = () => void clearDeliveries().catch(() => {})
  look()
  const timers = [setInterval(look, roundMs), setInterval(clear, CLEARING_MS)]
  for (const timer of timers) timer.unref()
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await listener.end()
      const tooLong = setTimeout(() => stop.abort(), PATIENCE_MS)
      await rounds.end()
      clearTimeout(tooLong)
    },
  }
}

/** Takes the jobs of the queue; after it lost the database, `listen` begins again. */
class Listener {
  #runner: Promise<Runner> | undefined

  constructor(readonly wake: (webhook: string) => void) {}

  listen(): void {
    if (this.#runner) return
    const runner = run({
      connectionString: env.DATABASE_URL,
      schema: QUEUE_SCHEMA,
      maxPoolSize: 3,
      concurrency: 1,
      noHandleSignals: true,
      // Otherwise read from files in the folder of the process.
      parsedCronItems: [],
      logger: quiet,
      taskList: { [TASK]: async (payload) => this.wake(webhookIn(payload)) },
    })
    this.#runner = runner
    const over = () => {
      if (this.#runner === runner) this.#runner = undefined
    }
    runner.then(({ promise }) => promise).then(over, over)
  }

  async end(): Promise<void> {
    const runner = await this.#runner?.catch(() => undefined)
    // One that has ended by itself meanwhile says so.
    await runner?.stop().catch(() => {})
  }
}

/** Whoever wrote the payload: what is no webhook is looked for in vain. */
const webhookIn = (payload: unknown): string => String((payload as { webhook?: unknown })?.webhook)

/** @returns whether the webhook wants another turn. */
async function lookAfter(id: string, limits: DeliveryLimits, stop: AbortSignal): Promise<boolean> {
  if (await deliverDue(id, limits, stop)) return true
  const next = await nextDue(id)
  if (next) await wakeAt(id, next)
  return false
}

/** Adds a job for when something is due again; a webhook has one such job at most. */
async function wakeAt(webhook: string, at: Date): Promise<void> {
  const payload = JSON.stringify({ webhook })
  await system.$executeRaw`
    select graphile_worker.add_job(${TASK}, ${payload}::json, run_at => ${at}::timestamptz,
      max_attempts => 3, job_key => ${`webhook ${webhook}`})`
}

// Next.js evaluates this file once for each of its bundles, and hot reload anew; the server has one worker.
const kept = globalThis as typeof globalThis & { studyspaceWebhooks?: Worker }

/** Sends to webhooks from now on, in this process. */
export function keepSending(): void {
  kept.studyspaceWebhooks ??= startWorker()
}

/** Before the connections to the database are closed. */
export async function stopSending(): Promise<void> {
  const worker = kept.studyspaceWebhooks
  delete kept.studyspaceWebhooks
  await worker?.stop()
}
