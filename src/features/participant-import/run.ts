import type { Identity, Trace } from '@/lib/auth/identity'
import { bulkWrite } from '@/lib/db/bulk'
import { Rejection } from '@/lib/errors/rejection'
import { inTurn } from '@/lib/turns'
import { MAX_FINDINGS } from '../import/limits'
import { knownIn, requireNoneRefused } from '../import/outcome'
import type { ImportProgress } from '../import/protocol'
import { type Comparison, compareWithStudy } from './compare'
import type { ImportPlan } from './plan'
import type { ParticipantReport } from './protocol'
import type { ReadFile } from './read-file'
import { writeImport } from './write'

/** A file that was read, for a study, on behalf of somebody who may write there. */
export type ImportJob = {
  identity: Identity
  trace: Trace
  studyId: string
  plan: ImportPlan
  file: ReadFile
  /** Aborted when the person went away. */
  signal: AbortSignal
  progress: (progress: ImportProgress) => void
}

/** A large file on a slow machine; longer than that, something is stuck. */
const PATIENCE = { timeout: 10 * 60_000, maxWait: 10 * 60_000 }
const NAMED_CODES = 5

/** What the import would do now. Nothing is written. */
export function checkImport(job: ImportJob): Promise<ParticipantReport> {
  const { identity, studyId, plan, file, signal, progress } = job
  return bulkWrite(
    identity,
    async (bulk) => {
      const comparison = await compareWithStudy(bulk, studyId, file.drafts, plan.known, {
        progress(done) {
          signal.throwIfAborted()
          progress({ phase: 'comparing', done, total: file.drafts.length })
        },
      })
      return reportOf(file, comparison)
    },
    PATIENCE,
  )
}

/**
 * Compares and writes in one transaction: all of it or nothing. Imports into a study wait for each
 * other. Until the commit an abort undoes everything; after it the import is done, whoever listens.
 *
 * @throws Rejection `invalid` or `conflict` when the plan says that a row stops the import, and
 * whatever the database refuses, such as writing into a closed study.
 */
export function runImport(job: ImportJob): Promise<ParticipantReport> {
  const { identity, trace, studyId, plan, file, signal, progress } = job
  return inTurn(studyId, () =>
    bulkWrite(
      identity,
      async (bulk) => {
        signal.throwIfAborted()
        await bulk.takeTurn(`import into ${studyId}`)
        const comparison = await compareWithStudy(bulk, studyId, file.drafts, plan.known, {
          hold: (ids) => bulk.hold('participant', ids),
          progress: () => signal.throwIfAborted(),
        })
        const report = reportOf(file, comparison)
        requireNoStop(report, plan)
        const total = report.created + report.updated
        let done = 0
        await writeImport(bulk, studyId, comparison, plan.firstStatus, (rows) => {
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

function reportOf(
  file: ReadFile,
  { fresh, changes, untouched, findings }: Comparison,
): ParticipantReport {
  const all = [...file.findings, ...findings].sort((a, b) => a.line - b.line)
  const known = [...changes.map(({ code }) => code), ...untouched]
  return {
    rows: file.rows,
    created: fresh.length,
    updated: changes.length,
    skipped: untouched.length,
    refused: file.refused + new Set(findings.map(({ line }) => line)).size,
    knownCodes: known.slice(0, NAMED_CODES),
    findings: all.slice(0, MAX_FINDINGS),
  }
}

function requireNoStop(report: ParticipantReport, plan: ImportPlan): void {
  const known = knownIn(report)
  if (plan.known === 'stop' && known > 0)
    throw new Rejection(
      'conflict',
      `${known} of the codes are known already, among them ${report.knownCodes.join(', ')}. Nothing was imported.`,
    )
  requireNoneRefused(report, plan)
}
