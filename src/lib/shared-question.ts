/**
 * Asks one thing once for all who want to know it while it is being asked already. Nobody gets the answer
 * to a question that was put before they came, so what holds only at that moment, such as a right, holds.
 */
export class SharedQuestion<Answer> {
  readonly #asking = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Promise<Answer>>()

  /** @param name what is asked; `ask` of all who give the same name is the same. */
  answer(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const asking = this.#asking.get(name)
    if (!asking) return this.#ask(name, ask)
    const waiting = this.#waiting.get(name)
    if (waiting) return waiting
    const next = asking.then(() => {
      this.#waiting.delete(name)
      return this.#ask(name, ask)
    })
    this.#waiting.set(name, next)
    return next
  }

  #ask(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const answer = ask()
    const over = () => void this.#asking.delete(name)
    this.#asking.set(name, answer.then(over, over))
    return answer
  }
}
