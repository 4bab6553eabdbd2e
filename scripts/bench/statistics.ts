/** The median with the quartiles; 0 of nothing. */
export function spread(values: number[]): { median: number; low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
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
