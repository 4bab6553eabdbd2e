import { answering } from '@/lib/api/respond'
import { Rejection } from '@/lib/errors/rejection'
import { note } from '@/lib/request-note'
import { requireModelRequest, requireRight } from '../data/request'
import { answerImport } from '../import/answer'
import type { FileRow } from '../import/csv'
import { fileRows, misfit } from '../import/file-rows'
import { finding } from '../import/finding'
import { MAX_FINDINGS } from '../import/limits'
import type { ImportMode } from '../import/protocol'
import { openUpload, requireSize } from '../import/read-upload'
import { type ImportPlan, importPlan, requireFields } from './plan'
import { checkImport, type ImportJob, runImport } from './run'

/**
 * `POST /api/data/import?space=<slug>&model=<address>&mode=check|import`; ../import/protocol.ts
 * describes body and answer. What is wrong with the request, or with the file as a whole, has its
 * usual status. Once rows are compared the status is 200, and an error is the last line.
 */
export function importRecords(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    note(request, { route: '/api/data/import' })
    const asked = await requireModelRequest(request)
    requireRight(asked, 'create')
    const mode = requireMode(asked.query.get('mode'))
    requireSize(request)
    const { plan, file } = await openUpload(request, importPlan)
    if (plan.known === 'update') requireRight(asked, 'update')
    const { model, space, identity } = asked
    const fields = requireFields(model, plan)
    const { rows, misfits } = await readRows(file, plan)
    const headers = plan.columns.map(({ header }) => header)
    const { known } = plan
    const job = {
      identity,
      trace,
      plan,
      misfits,
      file: { model, fields, headers, rows, known, zone: space.timeZone },
    }
    const run = mode === 'check' ? checkImport : runImport
    return answerImport(request, trace.requestId, (work) => run({ ...job, ...work }))
  })
}

function requireMode(text: string | null): ImportMode {
  if (text === 'check' || text === 'import') return text
  throw new Rejection('bad_request', 'Say whether to check or to import.')
}

/** The rows of the file; cells that are not imported are let go. */
async function readRows(
  bytes: AsyncIterable<Uint8Array>,
  plan: ImportPlan,
): Promise<{ rows: FileRow[]; misfits: ImportJob['misfits'] }> {
  const rows: FileRow[] = []
  const misfits: ImportJob['misfits'] = { count: 0, findings: [] }
  for await (const row of fileRows(bytes, plan)) {
    const { line, cells } = row
    const unfit = misfit(row, plan.columns.length)
    if (unfit) {
      misfits.count++
      if (misfits.findings.length < MAX_FINDINGS)
        misfits.findings.push(finding(line, '', cells.join(' '), unfit))
      continue
    }
    const kept = plan.columns.map(({ target }, index) =>
      target === null ? '' : (cells[index] ?? ''),
    )
    rows.push({ line, cells: kept })
  }
  return { rows, misfits }
}
