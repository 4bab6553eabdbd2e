import type { ImportPlan } from './plan'
import {
  IMPORT_ADDRESS,
  type ImportLine,
  type ImportMode,
  type ImportProgress,
  type ImportReport,
} from './protocol'

/** How far an import has come; `sending` counts bytes, the others rows. */
export type SendProgress = ImportProgress | { phase: 'sending'; done: number; total: number }

export type ImportAddress = { space: string; study: string }

const CUT_OFF =
  'The connection was lost. If the file was changed meanwhile, choose it again; otherwise try again.'

/**
 * Sends a file with its plan and resolves with the report.
 *
 * It is XMLHttpRequest that does it, because fetch tells nothing of a body that is under way.
 * @throws an error that `errorInfo` can read.
 */
export function sendImport(
  { space, study }: ImportAddress,
  mode: ImportMode,
  plan: ImportPlan,
  file: File,
  onProgress: (progress: SendProgress) => void,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${IMPORT_ADDRESS}?${new URLSearchParams({ space, study, mode })}`)
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress({ phase: 'sending', done: loaded, total })
    let read = 0
    const takeLines = () => {
      const end = request.responseText.lastIndexOf('\n') + 1
      const lines = request.responseText.slice(read, end).split('\n')
      read = Math.max(read, end)
      for (const line of lines) if (line !== '') take(JSON.parse(line) as ImportLine)
    }
    const take = (line: ImportLine) => {
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
    request.send(new Blob([JSON.stringify(plan), '\n', file]))
  })
}

type ErrorBody = { message: string }

function failure(info: ErrorBody | undefined, status?: number): Error {
  return Object.assign(new Error('The import failed.'), { info, status })
}

function errorOf(text: string): ErrorBody | undefined {
  try {
    return (JSON.parse(text) as { error?: ErrorBody }).error
  } catch {
    return { message: CUT_OFF }
  }
}
