'use client'
import { useState } from 'react'
import { type KeysetPosition, type KeysetSort, keysetMark, keysetPage } from './keyset'

/** Which page of a list is shown, and the ways to the next ones; for lists that keep it to themselves. */
export function useKeysetPages<Row extends { id: string }>(sort: KeysetSort, size: number) {
  const [position, setPosition] = useState<KeysetPosition>()
  const to = (side: 'before' | 'after', row: Row | undefined) => () =>
    row && setPosition({ side, mark: keysetMark(sort, row) })

  return {
    position,
    toFirst: () => setPosition(undefined),
    /** The rows of the page, and what the pager needs unless all rows fit on one page. */
    pageOf(found: Row[] | undefined) {
      if (!found) return undefined
      const { rows, hasPrevious, hasNext } = keysetPage(found, size, position)
      const pager = {
        hasPrevious,
        hasNext,
        onFirst: () => setPosition(undefined),
        onPrevious: to('before', rows[0]),
        onNext: to('after', rows.at(-1)),
      }
      return { rows, pager: hasPrevious || hasNext ? pager : undefined }
    },
  }
}
