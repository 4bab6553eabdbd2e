import type { FileRow } from '../import/csv'
import { misfit } from '../import/file-rows'
import { type Finding, finding } from '../import/finding'
import { isPastEnrolment } from '../participants/status'
import { cellReader, type StudyScope } from './cells'
import type { Draft } from './draft'
import type { ImportPlan } from './plan'

/** A row and what is wrong with it; without findings it can be stored as it is. */
export type ReadRow = { draft: Draft; findings: Finding[] }

/**
 * Turns the rows of one file, in their order, into drafts as the plan says. Finds everything that can
 * be found without the database, including what an earlier row of the file has already.
 */
export function rowReader(plan: ImportPlan, study: StudyScope): (row: FileRow) => ReadRow {
  const readers = plan.columns.map(({ header, target }) => ({
    header,
    isCode: target.to === 'code',
    read: cellReader(target, study),
  }))
  const repeated = repeatFinder()

  return (row) => {
    const { line, cells } = row
    const draft: Draft = { line, participant: {}, identity: {}, baseline: {} }
    const unfit = misfit(row, readers.length)
    if (unfit) return { draft, findings: [finding(line, '', cells.join(' '), unfit)] }
    const findings = readers.flatMap(({ header, isCode, read }, index) => {
      const text = (cells[index] ?? '').normalize('NFC').trim()
      if (text === '') return isCode ? [finding(line, header, '', 'The code is missing.')] : []
      const reason = read(text, draft)
      return reason ? [finding(line, header, text, reason)] : []
    })
    const { status, enrolledAt } = draft.participant
    if (status && enrolledAt && !isPastEnrolment(status))
      findings.push(finding(line, '', status, 'Who has an enrolment date has another status.'))
    return { draft, findings: [...findings, ...repeated(draft)] }
  }
}

/** Finds codes, e-mail addresses and phone numbers that an earlier row has. */
function repeatFinder(): (draft: Draft) => Finding[] {
  const kinds = [
    { column: 'Code', of: ({ participant }: Draft) => participant.code, lines: new Map() },
    { column: 'E-mail', of: ({ identity }: Draft) => identity.email, lines: new Map() },
    { column: 'Phone', of: ({ identity }: Draft) => identity.phone, lines: new Map() },
  ]
  return (draft) =>
    kinds.flatMap(({ column, of, lines }) => {
      const value = of(draft)
      if (value === undefined) return []
      const first: number | undefined = lines.get(value)
      if (first === undefined) {
        lines.set(value, draft.line)
        return []
      }
      return [finding(draft.line, column, value, `The row in line ${first} has the same.`)]
    })
}
