/**
 * Where the values of a query stand in its plan, and the plan with other values there.
 */

/** A tree along the branches of a plan that lead to values: the number of a value at each end. */
export type Holes = number | { readonly [key: string]: Holes }

/**
 * @param values texts that occur nowhere else.
 * @returns undefined when a value is not in the plan as it is: left out, or part of another text.
 * What holds no value is frozen, since all plans of the shape share it.
 */
export function holesOf(plan: unknown, values: readonly string[]): Holes | undefined {
  const numbers = new Map(values.map((value, number) => [value, number]))
  const found = new Set<number>()
  let torn = false

  const walk = (node: unknown): Holes | undefined => {
    if (typeof node === 'string') {
      const number = numbers.get(node)
      if (number !== undefined) found.add(number)
      else if (values.some((value) => node.includes(value))) torn = true
      return number
    }
    if (typeof node !== 'object' || node === null) return undefined
    // Anything but plain objects and lists would have to be copied otherwise.
    if (!Array.isArray(node) && Object.getPrototypeOf(node) !== Object.prototype) torn = true
    const holes: Record<string, Holes> = {}
    for (const [key, value] of Object.entries(node)) {
      if (numbers.has(key)) torn = true
      const inner = walk(value)
      if (inner !== undefined) holes[key] = inner
    }
    if (Object.keys(holes).length > 0) return holes
    Object.freeze(node)
    return undefined
  }

  const holes = walk(plan) ?? {}
  return torn || found.size < values.length ? undefined : holes
}

/** A copy of the plan with these values in its holes; branches without holes are shared. */
export function fill(plan: unknown, holes: Holes, values: readonly string[]): unknown {
  if (typeof holes === 'number') return values[holes]
  const copy = Array.isArray(plan) ? [...plan] : { ...(plan as object) }
  const members = copy as Record<string, unknown>
  for (const key in holes) members[key] = fill(members[key], holes[key] as Holes, values)
  return copy
}
