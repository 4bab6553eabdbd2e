/** A map of so many entries at most: the one that was not used for longest goes first. */
export class Recent<Key, Value> {
  // A Map keeps the order of insertion: what is used is put last.
  readonly #entries = new Map<Key, Value>()

  constructor(readonly most: number) {}

  /** The value of a key, made when there is none. */
  of(key: Key, make: () => Value): Value {
    const known = this.#entries.get(key)
    const value = known === undefined ? make() : known
    if (known !== undefined) this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size > this.most)
      this.#entries.delete(this.#entries.keys().next().value as Key)
    return value
  }
}
