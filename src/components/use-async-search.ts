'use client'
import { useEffect, useRef, useState } from 'react'

/** Finds results for what was typed; `signal` aborts when newer letters make it pointless. */
export type AsyncSearch<Result> = (query: string, signal: AbortSignal) => Promise<Result[]>

type State<Result> = { status: 'idle' | 'loading' | 'ready' | 'failed'; results: Result[] }

const PAUSE_MS = 180

/**
 * Runs a search while somebody types: waits for a pause, drops answers that arrive out of order,
 * and keeps the last results visible until new ones come. An undefined `find` never searches.
 */
export function useAsyncSearch<Result>(find?: AsyncSearch<Result>) {
  const [state, setState] = useState<State<Result>>({ status: 'idle', results: [] })
  const running = useRef<AbortController>(undefined)

  // A search outlives the component otherwise.
  useEffect(() => () => running.current?.abort(), [])

  async function search(query: string, pause = PAUSE_MS) {
    running.current?.abort()
    if (!find) return
    const controller = new AbortController()
    const { signal } = controller
    running.current = controller
    setState((previous) => ({ ...previous, status: 'loading' }))
    await new Promise((resolve) => setTimeout(resolve, pause))
    if (signal.aborted) return
    try {
      const results = await find(query, signal)
      if (!signal.aborted) setState({ status: 'ready', results })
    } catch {
      if (!signal.aborted) setState({ status: 'failed', results: [] })
    }
  }

  function reset() {
    running.current?.abort()
    setState({ status: 'idle', results: [] })
  }

  return { ...state, search, reset }
}
