import { postForLines } from '@/lib/post-for-lines'
import type { ImportProgress, ImportReport } from './protocol'

/** How far an import has come; `sending` counts bytes, the others rows. */
export type SendProgress = ImportProgress | { phase: 'sending'; done: number; total: number }

/**
 * Sends a file with its plan and resolves with the report.
 * @throws an error that `errorInfo` can read.
 */
export function sendImport<Report extends ImportReport>(
  address: string,
  plan: object,
  file: File,
  onProgress: (progress: SendProgress) => void,
): Promise<Report> {
  return postForLines<ImportProgress, Report>(
    address,
    new Blob([JSON.stringify(plan), '\n', file]),
    { onSend: (done, total) => onProgress({ phase: 'sending', done, total }), onProgress },
  )
}
