import { columnOf, type StudioRow } from '@/lib/studio/models'
import { type Finding, finding } from '../import/finding'
import { MAX_FINDINGS } from '../import/limits'
import { changesOf } from './change'
import type { FileToCompare } from './compare'
import type { Draft } from './draft'

/** What a file means for the records of a space. */
export type Comparison = {
  fresh: Record<string, unknown>[]
  /** Only the columns that differ. */
  changes: ({ id: string } & Record<string, unknown>)[]
  /** Lines of the rows whose records are there already. */
  knownLines: number[]
  skipped: number
  refused: number
  findings: Finding[]
}

/** Sorts rows by what would become of them. */
export function rowSorter({ model, fields, headers, known: choice }: FileToCompare) {
  const used = fields.filter((field) => field !== undefined)
  const required = model.fields.filter((field) => field.required)
  const lists = model.fields.filter(({ kind }) => kind === 'list')
  const headerOf = new Map(fields.map((field, index) => [field?.column, headers[index]]))
  const labelOf = new Map(model.fields.map((field) => [columnOf(field), field.label]))
  const result: Comparison = {
    fresh: [],
    changes: [],
    knownLines: [],
    skipped: 0,
    refused: 0,
    findings: [],
  }

  function refuse({ line, texts, wrong }: Draft): void {
    result.refused++
    // What else is wrong with a record that does not exist helps nobody.
    for (const [column, reason] of Object.entries(wrong.id ? { id: wrong.id } : wrong)) {
      if (result.findings.length >= MAX_FINDINGS) return
      const shown = headerOf.get(column) || labelOf.get(column) || column
      result.findings.push(finding(line, shown, texts[column] ?? '', reason))
    }
  }

  function addKnown(draft: Draft, known: StudioRow): void {
    const changes = choice === 'update' ? changesOf(used, draft, known) : {}
    if (choice === 'update' && isWrong(draft)) {
      refuse(draft)
      return
    }
    result.knownLines.push(draft.line)
    if (Object.keys(changes).length === 0) result.skipped++
    else result.changes.push({ ...changes, id: known.id })
  }

  function addNew(draft: Draft): void {
    for (const column of required.map(columnOf)) {
      const isThere = column in draft.values || column in draft.texts
      if (!isThere) draft.wrong[column] ??= 'This is missing.'
    }
    if (isWrong(draft)) {
      refuse(draft)
      return
    }
    const empty = Object.fromEntries(lists.map(({ name }) => [name, []]))
    result.fresh.push({ ...empty, ...draft.values })
  }

  return {
    result,
    add: (draft: Draft) => (draft.known ? addKnown(draft, draft.known) : addNew(draft)),
  }
}

const isWrong = ({ wrong }: Draft) => Object.keys(wrong).length > 0
