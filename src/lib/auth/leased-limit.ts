import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Rejection } from '../errors/rejection'
import { hashOf } from './secrets'

/** How much of a limit is left, and when all of it is there again. */
export type Limit = { limit: number; remaining: number; resetSeconds: number }

/** Too many at once: 429. */
export class LimitReached extends Rejection {
  constructor(readonly limit: Limit) {
    super('rate_limited', `Too many requests. Try again in ${limit.resetSeconds} seconds.`)
  }
}

/** What this process holds of the limit of one key, until its time is over. */
type Account = {
  /** Points that it may still give away without asking. */
  held: number
  /** Points that nobody had leased when it asked last. */
  left: number
  /** All points of this span are leased, here or elsewhere. */
  spent: boolean
  /** By `now`; endless until the database says. */
  endsAt: number
  leasing?: Promise<void>
}

const PORTIONS = 20
const MOST_ACCOUNTS = 20_000

/**
 * A limit that all servers of a database share, without a statement for each request: a process leases
 * a twentieth of it at once and gives that away from memory. What it leased and did not need is lost to
 * the others until the span is over, so together they never give more than the limit.
 */
export class LeasedLimit {
  readonly #accounts = new Map<string, Account>()
  readonly #portion: number

  /** @param now a clock in milliseconds. */
  constructor(
    readonly limiter: RateLimiterPostgres,
    readonly now: () => number = () => performance.now(),
  ) {
    this.#portion = Math.max(1, Math.floor(limiter.points / PORTIONS))
  }

  /** Takes one point. @throws LimitReached when there is none. */
  async take(key: string): Promise<Limit> {
    for (;;) {
      const account = this.#accountOf(key)
      if (account.held > 0) {
        account.held -= 1
        return this.#limitOf(account)
      }
      this.#refuseIfSpent(account)
      account.leasing ??= this.#lease(key, account)
      await account.leasing
    }
  }

  /** Takes nothing, and asks nobody. @throws LimitReached when there is known to be none. */
  check(key: string): void {
    const account = this.#accounts.get(key)
    if (account && account.endsAt > this.now()) this.#refuseIfSpent(account)
  }

  #refuseIfSpent(account: Account): void {
    if (account.spent && account.held === 0) throw new LimitReached(this.#limitOf(account))
  }

  #accountOf(key: string): Account {
    const known = this.#accounts.get(key)
    if (known && known.endsAt > this.now()) return known
    if (this.#accounts.size >= MOST_ACCOUNTS) this.#makeRoom()
    const account = { held: 0, left: 0, spent: false, endsAt: Number.POSITIVE_INFINITY }
    this.#accounts.set(key, account)
    return account
  }

  async #lease(key: string, account: Account): Promise<void> {
    try {
      const { consumedPoints, msBeforeNext } = await this.#consume(key)
      // Who goes beyond the limit gets what was left of it.
      const beyond = Math.max(0, consumedPoints - this.limiter.points)
      account.held = Math.max(0, this.#portion - beyond)
      account.left = Math.max(0, this.limiter.points - consumedPoints)
      account.spent = account.left === 0
      account.endsAt = this.now() + msBeforeNext
    } finally {
      account.leasing = undefined
    }
  }

  async #consume(key: string): Promise<RateLimiterRes> {
    try {
      // The table keeps no addresses.
      return await this.limiter.consume(hashOf(key), this.#portion)
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    }
  }

  #limitOf({ held, left, endsAt }: Account): Limit {
    const resetSeconds = Math.max(1, Math.ceil((endsAt - this.now()) / 1000))
    return { limit: this.limiter.points, remaining: held + left, resetSeconds }
  }

  /** Forgets what is over; if that is not enough, the oldest, who lose what they hold. */
  #makeRoom(): void {
    for (const [key, { endsAt }] of this.#accounts) {
      if (endsAt <= this.now()) this.#accounts.delete(key)
    }
    for (const key of this.#accounts.keys()) {
      if (this.#accounts.size < MOST_ACCOUNTS / 2) return
      this.#accounts.delete(key)
    }
  }
}
