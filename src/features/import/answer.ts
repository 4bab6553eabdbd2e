import { answerInLines } from '@/lib/api/lines'
import { explain } from '@/lib/api/respond'
import type { ImportLine, ImportProgress, ImportReport } from './protocol'

/**
 * The answer to an import whose file was read: status 200 and lines, of which an error is the last.
 * @param run gets a signal that is aborted when the person went away.
 */
export function answerImport<Report extends ImportReport>(
  request: Request,
  requestId: string,
  run: (work: {
    signal: AbortSignal
    progress: (progress: ImportProgress) => void
  }) => Promise<Report>,
): Response {
  return answerInLines<ImportLine<Report>>(request, async (send, signal) => {
    try {
      send({ report: await run({ signal, progress: (progress) => send({ progress }) }) })
    } catch (error) {
      if (!signal.aborted) send({ error: { ...explain(error, requestId), requestId } })
    }
  })
}
