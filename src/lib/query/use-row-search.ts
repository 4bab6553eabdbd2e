'use client'
import { getHooksContext } from '@zenstackhq/tanstack-query/runtime-v5/react'
import { useCallback } from 'react'

/** Asks for the rows of one search; `signal` ends it. Throws what `errorInfo` reads. */
export type RowSearch = <Row>(model: string, args: object, signal: AbortSignal) => Promise<Row[]>

/**
 * `findMany` through the RPC door for what is searched while somebody types, where each letter may end
 * the search of the one before. Lists that stay on the page use the generated hooks. Select texts and
 * numbers only: dates arrive as text.
 */
export function useRowSearch(): RowSearch {
  const { endpoint, fetch: ask = fetch } = getHooksContext()
  return useCallback(
    async (model, args, signal) => {
      const query = encodeURIComponent(JSON.stringify(args))
      const response = await ask(`${endpoint}/${model}/findMany?q=${query}`, { signal })
      const body = await response.json()
      if (response.ok) return body.data
      throw Object.assign(new Error('Search failed.'), {
        info: body.error,
        status: response.status,
      })
    },
    [endpoint, ask],
  )
}
