import { postForLines } from '@/lib/post-for-lines'
import type { ImportPlan } from './plan'
import { IMPORT_ADDRESS, type ImportMode, type ImportProgress, type ImportReport } from './protocol'

/** How far an import has come; `sending` counts bytes, the others rows. */
export type SendProgress = ImportProgress | { phase: 'sending'; done: number; total: number }

export type ImportAddress = { space: string; study: string }

/**
 * Sends a file with its plan and resolves with the report.
 * @throws an error that `errorInfo` can read.
 */
export function sendImport(
  { space, study }: ImportAddress,
  mode: ImportMode,
  plan: ImportPlan,
  file: File,
  onProgress: (progress: SendProgress) => void,
): Promise<ImportReport> {
  return postForLines<ImportProgress, ImportReport>(
    `${IMPORT_ADDRESS}?${new URLSearchParams({ space, study, mode })}`,
    new Blob([JSON.stringify(plan), '\n', file]),
    { onSend: (done, total) => onProgress({ phase: 'sending', done, total }), onProgress },
  )
}
