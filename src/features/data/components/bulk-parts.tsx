'use client'
import { useId } from 'react'
import { Button } from '@/components/button'
import { Input } from '@/components/input'
import { Progress } from '@/components/progress'
import { RadioGroup } from '@/components/radio-group'
import { formatCount } from '@/lib/format'
import { isFiltered } from '../list-state'
import type { BulkTarget, useBulk } from './use-bulk'

type Bulk = ReturnType<typeof useBulk>

/** The chosen records, or all that the grid shows; and how many that are. */
export function BulkScope({ target, bulk }: { target: BulkTarget; bulk: Bulk }) {
  const { model, state, chosen } = target
  const [one, many] = [model.label.toLowerCase(), model.plural.toLowerCase()]
  return (
    <div className="grid gap-2">
      <RadioGroup
        aria-label="Which records"
        value={bulk.all ? 'all' : 'chosen'}
        onChange={(value) => bulk.setAll(value === 'all')}
        options={[
          { value: 'chosen', label: `The ${formatCount(chosen.length, one, many)} that I chose` },
          {
            value: 'all',
            label: isFiltered(state) ? `All ${many} that fit the filters` : `All ${many}`,
          },
        ]}
      />
      <p aria-live="polite" className="text-ink-muted">
        {bulk.countFailed
          ? 'They could not be counted. Close this and try again.'
          : `This touches ${formatCount(bulk.expected, one, many)}.`}
      </p>
    </div>
  )
}

type ReasonFieldProps = { value: string; onChange: (value: string) => void }

/** Why; for the audit trail. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          Reason
        </label>
        <span className="text-ink-muted text-xs">optional</span>
      </div>
      <Input
        id={id}
        aria-describedby={`${id}-help`}
        value={value}
        maxLength={300}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-help`} className="text-[0.8125rem] text-ink-muted">
        It is kept in the audit trail.
      </p>
    </div>
  )
}

/** How far it is, with a way to stop; or what went wrong. */
export function BulkProgressNote({ bulk }: { bulk: Bulk }) {
  return (
    <>
      {bulk.progress && (
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <Progress
              label="Progress"
              value={bulk.progress.done}
              max={bulk.progress.total}
              unit="records"
            />
          </div>
          <Button size="sm" onClick={bulk.stop}>
            Stop and undo
          </Button>
        </div>
      )}
      <div role="alert" className="text-danger-ink empty:hidden">
        {bulk.error}
      </div>
    </>
  )
}
