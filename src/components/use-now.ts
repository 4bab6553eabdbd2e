'use client'
import { useSyncExternalStore } from 'react'

const TICK_MS = 60_000
let now = 0
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const notify of listeners) notify()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = 0
  }
}

/** One clock for the whole page, so that a list of times changes together. */
function getSnapshot(): number {
  if (now === 0) now = Date.now()
  return now
}

/**
 * Milliseconds since 1970, renewed every minute; null on the server and while hydrating, where
 * any time would differ from the client's.
 */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, getSnapshot, () => null)
}
