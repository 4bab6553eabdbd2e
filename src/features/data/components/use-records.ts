'use client'
import { useQueryClient } from '@tanstack/react-query'
import type { ExtraMutationOptions } from '@zenstackhq/tanstack-query/runtime-v5'
import {
  getHooksContext,
  useInfiniteModelQuery,
  useModelMutation,
  useModelQuery,
} from '@zenstackhq/tanstack-query/runtime-v5/react'
import metadata from '@/generated/hooks/__model_meta'
import { keysetMark } from '@/lib/query/keyset'
import { delegateName, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { type GridState, keysetSortOf } from '../list-state'
import { gridPart, PART_SIZE, type ViewScope } from '../queries'

/** The generated hooks for a model that is known by its name only. */

type Read = 'findMany' | 'findFirst' | 'count'

/** `useFindManyX`, `useFindFirstX` or `useCountX`. */
export function useRecordQuery<Data>(
  { name }: Pick<StudioModel, 'name'>,
  operation: Read,
  args: object,
  options: { enabled?: boolean; staleTime?: number } = {},
) {
  const { endpoint, fetch } = getHooksContext()
  const url = `${endpoint}/${delegateName(name)}/${operation}`
  return useModelQuery<Data, Data, Error>(name, url, args, options, fetch)
}

const METHODS = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const

/** `useCreateX`, `useUpdateX` or `useDeleteX`. */
export function useRecordWrite(
  { name }: Pick<StudioModel, 'name'>,
  operation: keyof typeof METHODS,
  options?: ExtraMutationOptions,
) {
  const { endpoint, fetch } = getHooksContext()
  const url = `${endpoint}/${delegateName(name)}/${operation}`
  return useModelMutation<object, Error, StudioRow, true>(
    name,
    METHODS[operation],
    url,
    metadata,
    options,
    fetch,
    true,
  )
}

/** The records of a grid, part by part as somebody scrolls. */
export function useGridRows(
  model: StudioModel,
  state: GridState,
  scope: ViewScope,
  enabled: boolean,
) {
  const { endpoint, fetch } = getHooksContext()
  const client = useQueryClient()
  const sort = keysetSortOf(model, state)
  const { head, tail } = gridPart(model, state, scope)
  const next = (found: StudioRow[], asked: unknown) => {
    const last = found[PART_SIZE - 1]
    if (found.length > PART_SIZE && last) {
      return gridPart(model, state, scope, { side: 'after', mark: keysetMark(sort, last) }).head
    }
    return tail && JSON.stringify(asked) !== JSON.stringify(tail) ? tail : undefined
  }
  const query = useInfiniteModelQuery<StudioRow[], StudioRow[], Error>(
    model.name,
    `${endpoint}/${delegateName(model.name)}/findMany`,
    head,
    {
      enabled,
      getNextPageParam: (found: StudioRow[], _: unknown, asked: unknown) => next(found, asked),
    },
    fetch,
  )
  return {
    query,
    rows: query.data?.pages.flatMap((part) => part.slice(0, PART_SIZE)),
    /** Shows a saved record in its place; the other parts of the grid need not be read again. */
    replace(row: StudioRow) {
      client.setQueryData<{ pages: StudioRow[][] }>(
        query.queryKey,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((part) =>
              part.map((other) => (other.id === row.id ? { ...other, ...row } : other)),
            ),
          },
      )
      const own = JSON.stringify(query.queryKey)
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'zenstack' && JSON.stringify(queryKey) !== own,
      })
    },
  }
}
