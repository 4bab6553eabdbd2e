import { guessTargets } from '@/features/data-import/guess'
import { importRecords } from '@/features/data-import/handler'
import type { ImportPlan, Target } from '@/features/data-import/plan'
import type { DataReport } from '@/features/data-import/protocol'
import type { ImportLine, ImportMode } from '@/features/import/protocol'
import { env } from '@/lib/env'
import { modelAt } from '@/lib/studio/models'

type DataUpload = {
  cookie?: string
  space: string
  /** The model, as addresses have it. */
  model: string
  mode?: ImportMode
  /** The file; its first line is the header. */
  file: string
  /** Where columns go that their names do not tell. */
  targets?: Record<string, Target>
  plan?: Partial<ImportPlan>
  headers?: Record<string, string>
}

export type DataAnswer = {
  status: number
  text: string
  report?: DataReport
  error?: { code: string; message: string }
  phases: string[]
}

/** The request that the import page would send for a file with commas. */
export function dataImportRequest(upload: DataUpload, signal?: AbortSignal): Request {
  const { cookie, space, model, mode = 'import', file, targets = {}, headers = {} } = upload
  const names = (/^\ufeff?(.*?)\r?\n/.exec(file)?.[1] ?? '').split(',')
  const known = modelAt(model)
  const guessed = known ? guessTargets(known, names) : names.map(() => null)
  const plan: ImportPlan = {
    encoding: 'utf-8',
    delimiter: ',',
    columns: names.map((header, index) => ({
      header,
      target: header in targets ? (targets[header] ?? null) : (guessed[index] ?? null),
    })),
    known: 'skip',
    refused: 'stop',
    ...upload.plan,
  }
  const query = new URLSearchParams({ space, model, mode })
  return new Request(`${env.APP_URL}/api/data/import?${query}`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }), ...headers },
    body: `${JSON.stringify(plan)}\n${file}`,
    signal,
  })
}

/** Imports, and reads the answer to its end. */
export async function importData(upload: DataUpload): Promise<DataAnswer> {
  const response = await importRecords(dataImportRequest(upload))
  const text = await response.text()
  const answer: DataAnswer = { status: response.status, text, phases: [] }
  for (const line of text.trim().split('\n')) {
    const parsed = JSON.parse(line) as ImportLine<DataReport>
    if ('progress' in parsed) answer.phases.push(parsed.progress.phase)
    else Object.assign(answer, parsed)
  }
  return answer
}
