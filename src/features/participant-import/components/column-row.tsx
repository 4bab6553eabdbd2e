import { Badge } from '@/components/badge'
import { Select, type SelectOption } from '@/components/select'
import { ColumnItem } from '../../import/components/column-item'
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
  const name = column.header || `Column ${index + 1}`
  const personal = isIdentity(target.to) || looksIdentifying(column.header, column.samples)
  const open = openQuestion(column, target)
  return (
    <ColumnItem
      name={name}
      samples={column.samples}
      mark={personal && <Badge tone="warning">Identifies people</Badge>}
    >
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
    </ColumnItem>
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
