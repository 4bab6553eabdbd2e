let now: Date | undefined

/**
 * Now, and the same for all that follows without waiting: the rules of one call speak of one instant. Where
 * they would be a millisecond apart at times, its statement would be another one (known-statements.ts).
 */
export function instant(): Date {
  if (!now) {
    now = new Date()
    queueMicrotask(() => {
      now = undefined
    })
  }
  return now
}
