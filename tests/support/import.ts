import type { ImportLine, ImportMode } from '@/features/import/protocol'
import { importParticipants } from '@/features/participant-import/handler'
import type { ImportPlan, Target } from '@/features/participant-import/plan'
import type { ParticipantReport } from '@/features/participant-import/protocol'
import { env } from '@/lib/env'

export type ImportAnswer = {
  status: number
  text: string
  report?: ParticipantReport
  error?: { code: string; message: string }
  /** Phases of progress that were reported. */
  phases: string[]
}

type Upload = {
  cookie?: string
  space: string
  study: string
  mode?: ImportMode
  columns: Record<string, Target>
  plan?: Partial<ImportPlan>
  file: string | Uint8Array | ReadableStream<Uint8Array>
  headers?: Record<string, string>
}

/** The request that the wizard would send. */
export function importRequest(upload: Upload, signal?: AbortSignal): Request {
  const { cookie, space, study, mode = 'import', columns, file, headers = {} } = upload
  const plan: ImportPlan = {
    encoding: 'utf-8',
    delimiter: ',',
    columns: Object.entries(columns).map(([header, target]) => ({ header, target })),
    known: 'skip',
    refused: 'stop',
    firstStatus: 'SCREENING',
    ...upload.plan,
  }
  const head = `${JSON.stringify(plan)}\n`
  const query = new URLSearchParams({ space, study, mode })
  return new Request(`${env.APP_URL}/api/import/participants?${query}`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }), ...headers },
    body:
      file instanceof ReadableStream
        ? after(head, file)
        : Buffer.concat([Buffer.from(head), Buffer.from(file)]),
    duplex: 'half',
    signal,
  } as RequestInit)
}

/** Imports, and reads the answer to its end. */
export async function importFile(upload: Upload): Promise<ImportAnswer> {
  const response = await importParticipants(importRequest(upload))
  const text = await response.text()
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine<ParticipantReport>)
  const answer: ImportAnswer = { status: response.status, text, phases: [] }
  for (const line of lines) {
    if ('progress' in line) answer.phases.push(line.progress.phase)
    else Object.assign(answer, line)
  }
  return answer
}

function after(head: string, file: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  void writer
    .write(Buffer.from(head))
    .then(() => writer.releaseLock())
    .then(() => file.pipeTo(writable))
    // A reader that has had enough ends the pipe.
    .catch(() => {})
  return readable
}
