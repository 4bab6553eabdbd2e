import type { Identity, Trace } from '@/lib/auth/identity'
import { bulkWrite } from '@/lib/db/bulk'
import type { Model } from '@/lib/db/bulk-model'
import { Rejection } from '@/lib/errors/rejection'
import { delegateName } from '@/lib/studio/models'
import { inTurn } from '@/lib/turns'
import { PATIENCE } from '../data/request'
import type { Finding } from '../import/finding'
import { MAX_FINDINGS } from '../import/limits'
import { knownIn, requireNoneRefused } from '../import/outcome'
import type { ImportProgress } from '../import/protocol'
import { compareWithSpace, type FileToCompare } from './compare'
import type { ImportPlan } from './plan'
import type { DataReport } from './protocol'
import type { Comparison } from './sort-rows'
import { writeImport } from './write'

/** A file that was read, on behalf of somebody who may add records. */
export type ImportJob = {
  identity: Required<Identity>
  trace: Trace
  plan: ImportPlan
  file: FileToCompare
  /** Rows that do not fit the header: how many, and the first of them. */
  misfits: { count: number; findings: Finding[] }
  /** Aborted when the person went away. */
  signal: AbortSignal
  progress: (progress: ImportProgress) => void
}

const NAMED_LINES = 5

/** What the import would do now. Nothing is written. */
export function checkImport(job: ImportJob): Promise<DataReport> {
  const { identity, file, signal, progress } = job
  return bulkWrite(
    identity,
    async (bulk) => {
      const comparison = await compareWithSpace(bulk, file, (done) => {
        signal.throwIfAborted()
        progress({ phase: 'comparing', done, total: file.rows.length })
      })
      // Tells now what this person may not change.
      await bulk.hold(delegateName(file.model.name) as Model, idsOf(comparison))
      return reportOf(job, comparison)
    },
    PATIENCE,
  )
}

/**
 * Compares and writes in one transaction: all of it or nothing. Imports into one model of a space wait
 * for each other, so a second click finds what the first one made. Until the commit an abort undoes
 * everything; after it the import is done, whoever listens.
 *
 * @throws Rejection `invalid` or `conflict` when the plan says that a row stops the import, and
 * whatever the database refuses.
 */
export function runImport(job: ImportJob): Promise<DataReport> {
  const { identity, trace, plan, file, signal, progress } = job
  const { model } = file
  return inTurn(`${identity.spaceId}/${model.name}`, () =>
    bulkWrite(
      identity,
      async (bulk) => {
        signal.throwIfAborted()
        await bulk.takeTurn(`import of ${model.name}`)
        const comparison = await compareWithSpace(bulk, file, () => signal.throwIfAborted())
        const report = reportOf(job, comparison)
        requireNoStop(report, plan)
        const total = report.created + report.updated
        let done = 0
        await writeImport(bulk, model, comparison, (rows) => {
          signal.throwIfAborted()
          done += rows
          progress({ phase: 'writing', done, total })
        })
        return report
      },
      { ...PATIENCE, trace },
    ),
  )
}

const idsOf = ({ changes }: Comparison) => changes.map(({ id }) => id)

function reportOf({ file, misfits }: ImportJob, comparison: Comparison): DataReport {
  const { fresh, changes, skipped, refused, knownLines } = comparison
  const findings = [...misfits.findings, ...comparison.findings].sort((a, b) => a.line - b.line)
  return {
    rows: file.rows.length + misfits.count,
    created: fresh.length,
    updated: changes.length,
    skipped,
    refused: refused + misfits.count,
    knownLines: knownLines.slice(0, NAMED_LINES),
    findings: findings.slice(0, MAX_FINDINGS),
  }
}

function requireNoStop(report: DataReport, plan: ImportPlan): void {
  const known = knownIn(report)
  if (plan.known === 'stop' && known > 0)
    throw new Rejection(
      'conflict',
      `${known} of the records are there already, among them those of the lines ${report.knownLines.join(', ')}. Nothing was imported.`,
    )
  requireNoneRefused(report, plan)
}
