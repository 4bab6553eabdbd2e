import { Progress } from '@/components/progress'
import type { ImportMode } from '../protocol'
import type { SendProgress } from '../send'

const labels: Record<SendProgress['phase'], string> = {
  sending: 'Sending the file',
  comparing: 'Checking the rows',
  writing: 'Importing participants',
}

/** How far a check or an import has come. */
export function ImportProgressBar({
  mode,
  progress,
}: {
  mode: ImportMode
  progress?: SendProgress
}) {
  const sent = progress?.phase === 'sending' && progress.done >= progress.total
  if (!progress || sent)
    return <Progress label={mode === 'check' ? 'Checking the rows' : 'Importing participants'} />
  const { phase, done, total } = progress
  return (
    <Progress
      label={labels[phase]}
      value={done}
      max={total}
      unit={phase === 'sending' ? undefined : 'rows'}
    />
  )
}
