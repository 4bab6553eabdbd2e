'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { formatCount, formatNumber } from '@/lib/format'
import type { StudioModel } from '@/lib/studio/models'
import type { GridState } from '../list-state'
import { COUNT_LIMIT, gridCount } from '../queries'
import { GridKeys } from './grid-keys'
import { useStudioScope } from './studio-scope'
import { useRecordQuery } from './use-records'

type GridFooterProps = {
  model: StudioModel
  state: GridState
  /** Records that are loaded. */
  shown: number
  /** There are no more. */
  isWhole: boolean
  loading: boolean
  /** The next part could not be read. */
  failed: boolean
  onRetry: () => void
}

/** How many records there are, as far as it is known, and the keys of the grid. */
export function GridFooter(props: GridFooterProps) {
  const { model, state, shown, isWhole, loading, failed, onRetry } = props
  const { zone } = useStudioScope()
  const [counts, setCounts] = useState(false)
  const count = useRecordQuery<number>(model, 'count', gridCount(model, state, zone), {
    enabled: counts && !isWhole,
  })
  const [one, many] = [model.label.toLowerCase(), model.plural.toLowerCase()]
  return (
    <footer className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-1.5 text-[0.8125rem] text-ink-muted">
      <p aria-live="polite" className="tabular-nums">
        {isWhole
          ? formatCount(shown, one, many)
          : count.data === undefined
            ? `${formatNumber(shown)} ${many} loaded; scroll for more`
            : count.data > COUNT_LIMIT
              ? `More than ${formatNumber(COUNT_LIMIT)} ${many}`
              : formatCount(count.data, one, many)}
        {loading && ' …'}
      </p>
      {!isWhole && !counts && (
        <Button variant="ghost" size="sm" onClick={() => setCounts(true)}>
          Count all
        </Button>
      )}
      {failed && (
        <span role="alert" className="flex items-center gap-2 text-danger-ink">
          More could not be loaded.
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </span>
      )}
      <div className="ms-auto">
        <GridKeys />
      </div>
    </footer>
  )
}
