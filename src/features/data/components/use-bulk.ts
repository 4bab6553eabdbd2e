'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { SPACE_HEADER } from '@/lib/api/space-header'
import { errorInfo } from '@/lib/error-info'
import { postForLines } from '@/lib/post-for-lines'
import type { StudioModel } from '@/lib/studio/models'
import {
  BULK_ADDRESS,
  type BulkAction,
  type BulkProgress,
  type BulkReport,
  MAX_IDS,
} from '../bulk-protocol'
import { formatGridState, type GridState } from '../list-state'
import { gridFilter } from '../queries'
import { useStudioScope } from './studio-scope'
import { useRecordQuery } from './use-records'

export type BulkTarget = {
  model: StudioModel
  state: GridState
  /** Ids of the chosen records. */
  chosen: string[]
}

/** A change of many records: how many there are, how far it is, and how it ended. */
export function useBulk({ model, state, chosen }: BulkTarget) {
  const { slug, zone } = useStudioScope()
  const client = useQueryClient()
  const [all, setAll] = useState(chosen.length > MAX_IDS)
  const [progress, setProgress] = useState<BulkProgress>()
  const [error, setError] = useState<string>()
  const stop = useRef<AbortController>(undefined)
  const where = all ? gridFilter(model, state, zone) : { id: { in: chosen } }
  const count = useRecordQuery<number>(model, 'count', { where }, { enabled: all, staleTime: 0 })
  const expected = all ? (count.isFetching ? undefined : count.data) : chosen.length

  return {
    /** Whether all records that the grid shows are meant, not the chosen ones only. */
    all,
    setAll,
    /** How many records that are; undefined while they are counted. */
    expected,
    countFailed: all && count.isError,
    progress,
    error,
    stop: () => stop.current?.abort(),
    /** @returns whether it was done. */
    async run(action: BulkAction, reason: string): Promise<boolean> {
      if (expected === undefined || progress) return false
      stop.current = new AbortController()
      setError(undefined)
      setProgress({ done: 0, total: expected })
      const query = new URLSearchParams(formatGridState(model, state))
      query.set('space', slug)
      query.set('model', model.address)
      try {
        await postForLines<BulkProgress, BulkReport>(
          `${BULK_ADDRESS}?${query}`,
          JSON.stringify({ action, expected, ids: all ? undefined : chosen }),
          {
            headers: {
              'content-type': 'application/json',
              [SPACE_HEADER]: slug,
              ...(reason && { 'x-reason': encodeURIComponent(reason) }),
            },
            onProgress: setProgress,
            signal: stop.current.signal,
          },
        )
        await client.invalidateQueries()
        return true
      } catch (problem) {
        setError(errorInfo(problem).message)
        return false
      } finally {
        setProgress(undefined)
      }
    },
  }
}
