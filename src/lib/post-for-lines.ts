import type { ErrorInfo } from './error-info'

/** A line of an answer that comes in lines (src/lib/api/lines.ts): progress, and at last one of the others. */
export type AnswerLine<Progress, Report> =
  | { progress: Progress }
  | { report: Report }
  | { error: ErrorInfo }

export type LinesOptions<Progress> = {
  headers?: Record<string, string>
  /** Bytes of the body that have left. */
  onSend?: (sent: number, total: number) => void
  onProgress: (progress: Progress) => void
  /** Ends the work on the server, which undoes what it had begun. */
  signal?: AbortSignal
}

const CUT_OFF =
  'The connection was lost. If the file was changed meanwhile, choose it again; otherwise try again.'

/**
 * Posts and resolves with the report.
 *
 * It is XMLHttpRequest that does it, because fetch tells nothing of a body that is under way.
 * @throws an error that `errorInfo` can read.
 */
export function postForLines<Progress, Report>(
  address: string,
  body: Blob | string,
  { headers = {}, onSend, onProgress, signal }: LinesOptions<Progress>,
): Promise<Report> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    signal?.addEventListener('abort', () => request.abort())
    request.upload.onprogress = ({ loaded, total }) => onSend?.(loaded, total)
    let read = 0
    const takeLines = () => {
      const end = request.responseText.lastIndexOf('\n') + 1
      const lines = request.responseText.slice(read, end).split('\n')
      read = Math.max(read, end)
      for (const line of lines) if (line !== '') take(JSON.parse(line))
    }
    const take = (line: AnswerLine<Progress, Report>) => {
      if ('progress' in line) onProgress(line.progress)
      else if ('report' in line) resolve(line.report)
      else reject(failure(line.error))
    }
    request.onprogress = () => {
      if (request.status === 200) takeLines()
    }
    request.onload = () => {
      if (request.status === 200) takeLines()
      // Does nothing after a report.
      reject(failure(errorOf(request.responseText), request.status))
    }
    request.onerror = () => reject(failure({ message: CUT_OFF }))
    request.onabort = () => reject(failure({ message: 'You stopped it. Nothing was changed.' }))
    request.send(body)
  })
}

function failure(info: { message: string } | undefined, status?: number): Error {
  return Object.assign(new Error('The server refused.'), { info, status })
}

function errorOf(text: string): { message: string } | undefined {
  try {
    return (JSON.parse(text) as { error?: { message: string } }).error
  } catch {
    return { message: CUT_OFF }
  }
}
