import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { getQueryKey } from '@zenstackhq/tanstack-query/runtime-v5'
import type { ReactNode } from 'react'
import type { Db } from '../db/door'

type Model = Exclude<keyof Db, '$transaction'>
type ReadOperation = 'findMany' | 'findFirst' | 'findUnique' | 'count' | 'groupBy' | 'aggregate'

/** One query as the generated hook of the same model and operation would ask it. */
export type ModelQuery = readonly [
  model: Capitalize<Model & string>,
  operation: ReadOperation,
  args?: unknown,
  /** For a hook that reads part by part. */
  parts?: 'infinite',
]

/**
 * Runs queries on the server, through the door, and hands the rows to the generated hooks below, which
 * then render at once and ask again only when stale. The arguments must be the ones that the hook
 * gets; define them once, in the feature's queries.ts.
 */
export async function Prefetched({
  db,
  queries,
  children,
}: {
  db: Db
  queries: ModelQuery[]
  children: ReactNode
}) {
  const client = new QueryClient()
  await Promise.all(
    queries.map(([model, operation, args, parts]) => {
      const queryFn = () => run(db, model, operation, args)
      if (!parts) {
        return client.prefetchQuery({ queryKey: getQueryKey(model, operation, args), queryFn })
      }
      const options = { infinite: true, optimisticUpdate: false }
      const queryKey = getQueryKey(model, operation, args, options)
      return client.prefetchInfiniteQuery({ queryKey, queryFn, initialPageParam: args })
    }),
  )
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}

async function run(
  db: Db,
  model: string,
  operation: ReadOperation,
  args: unknown,
): Promise<unknown> {
  const name = (model.charAt(0).toLowerCase() + model.slice(1)) as Model
  // The models share these operations; their union is too wide for the compiler to call.
  const delegate = db[name] as unknown as Record<ReadOperation, (args: unknown) => Promise<unknown>>
  return plain((await delegate[operation](args)) ?? null)
}

/** React hands dates and bytes to the browser as they are, and a Decimal as its text, with a complaint. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || isHandedOver(value)) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

const isHandedOver = (value: object) => value instanceof Date || ArrayBuffer.isView(value)
