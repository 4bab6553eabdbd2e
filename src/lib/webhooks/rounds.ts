/**
 * Looks after many keys, so many at once, each by one visit at a time and in the order in which they asked.
 * Who wants another turn goes to the end of the line: one that always has more holds up nobody.
 */
export class Rounds {
  readonly #line = new Set<string>()
  readonly #underWay = new Map<string, Promise<void>>()
  #ended = false

  /**
   * @param together how many keys are looked after at once.
   * @param visit looks after one, and says whether it wants another turn. One that throws has had its turn.
   */
  constructor(
    readonly together: number,
    readonly visit: (key: string) => Promise<boolean>,
  ) {}

  /** Asks for a visit that begins after this call. */
  wake(key: string): void {
    if (this.#ended) return
    this.#line.add(key)
    this.#go()
  }

  /** Begins no further visit, and returns when those under way are over. */
  async end(): Promise<void> {
    this.#ended = true
    this.#line.clear()
    await Promise.all(this.#underWay.values())
  }

  #go(): void {
    for (const key of this.#line) {
      if (this.#underWay.size >= this.together) return
      // One that is under way stays in the line: what it was woken for may have come too late.
      if (this.#underWay.has(key)) continue
      this.#line.delete(key)
      this.#underWay.set(key, this.#turn(key))
    }
  }

  async #turn(key: string): Promise<void> {
    const more = await this.visit(key).catch(() => false)
    this.#underWay.delete(key)
    if (this.#ended) return
    if (more) this.#line.add(key)
    this.#go()
  }
}
