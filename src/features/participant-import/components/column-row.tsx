import { useId } from 'react'
import { Badge } from '@/components/badge'
import { Select, type SelectOption } from '@/components/select'
import type { SampledColumn } from '../../import/head'
import { columnName } from '../../import/names'
import { targetTo } from '../guess'
import { looksIdentifying } from '../identifying'
import { openQuestion } from '../open-questions'
import type { Target } from '../plan'
import {
  identityTargets,
  isIdentity,
  participantTargets,
  type TargetName,
  targetLabels,
} from '../targets'
import { ColumnSettings } from './column-settings'

export type ColumnRowProps = {
  index: number
  column: SampledColumn
  target: Target
  mayWriteIdentity: boolean
  onChange: (target: Target) => void
}

/** One column of the file: its name, its first values, and where it goes. */
export function ColumnRow({ index, column, target, mayWriteIdentity, onChange }: ColumnRowProps) {
  const id = useId()
  const name = column.header || `Column ${index + 1}`
  const samples = [...new Set(column.samples.filter((value) => value !== ''))].slice(0, 3)
  const personal = isIdentity(target.to) || looksIdentifying(column.header, column.samples)
  const open = openQuestion(column, target)
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,17rem)] sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span id={id} dir="auto" className="min-w-0 break-words font-medium">
            {name}
          </span>
          {personal && <Badge tone="warning">Identifies people</Badge>}
        </p>
        <p dir="auto" className="truncate text-ink-muted">
          {samples.length > 0 ? samples.join(' · ') : 'No values in the first rows'}
        </p>
      </div>
      <div className="grid min-w-0 content-start gap-2">
        <Select
          aria-label={`Where ${columnName(column.header, index)} goes`}
          options={optionsFor(mayWriteIdentity)}
          value={target.to}
          onChange={(to) => onChange(targetTo(to as TargetName, column))}
        />
        <ColumnSettings
          column={name}
          target={target}
          open={open}
          personal={personal}
          onChange={onChange}
        />
      </div>
    </li>
  )
}

function optionsFor(mayWriteIdentity: boolean): SelectOption[] {
  const option = (value: TargetName, description?: string) => ({
    value,
    label: targetLabels[value],
    description,
  })
  return [
    option('none'),
    ...participantTargets.map((target) => option(target)),
    ...(mayWriteIdentity ? identityTargets.map((target) => option(target, 'Identity')) : []),
    option('baseline', 'Known before the study began, and identifies nobody'),
  ]
}
