'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Provider as HooksProvider } from '@/generated/hooks'
import { SPACE_HEADER } from '../api/space-header'

/**
 * Where the generated hooks get their data: the RPC door, with the active space on every call.
 *
 * The keys of the hooks' cache carry neither person nor space, so each pair has a cache of its own:
 * the caller mounts this under a `key` made of both (space-data-key.ts).
 */
export function SpaceData({ slug, children }: { slug?: string; children: ReactNode }) {
  const [client] = useState(newQueryClient)
  const [hooks] = useState(() => ({
    endpoint: '/api/model',
    fetch: (url: string, init?: RequestInit) => {
      const headers = new Headers(init?.headers)
      if (slug) headers.set(SPACE_HEADER, slug)
      return fetch(url, { ...init, headers })
    },
  }))
  return (
    <QueryClientProvider client={client}>
      <HooksProvider value={hooks}>{children}</HooksProvider>
    </QueryClientProvider>
  )
}

function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal (4xx) is an answer; only what may pass is tried again.
        retry: (failures, error) => failures < 2 && !isRefusal(error),
      },
    },
  })
}

function isRefusal(error: unknown): boolean {
  const status = (error as { status?: unknown }).status
  return typeof status === 'number' && status < 500
}
