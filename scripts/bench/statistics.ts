/** The median with the quartiles, between neighbours where they fall there; 0 of nothing. */
export function spread(values: number[]): { median: number; low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const [low = 0, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2)
    return low + (high - low) * (place % 1)
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

export const median = (values: number[]): number => spread(values).median

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

export function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
