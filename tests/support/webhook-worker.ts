import { productionLimits } from '@/lib/webhooks/delivery'
import { startWorker } from '@/lib/webhooks/worker'

/**
 * A process that does nothing but send to webhooks, to be killed by a test. A lease ends soon after its
 * holder died, so that the test need not wait for it.
 */
startWorker({ ...productionLimits, allowPrivate: true, leaseMs: 1_000 }, 250)
// The timers of the worker keep no process alive.
setInterval(() => {}, 60_000)
