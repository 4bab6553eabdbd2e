import { Progress } from '@/components/progress'
import type { ImportMode } from '../protocol'
import type { SendProgress } from '../send'

type ImportProgressBarProps = {
  /** What is imported: "participants". */
  noun: string
  mode: ImportMode
  progress?: SendProgress
}

/** How far a check or an import has come. */
export function ImportProgressBar({ noun, mode, progress }: ImportProgressBarProps) {
  const labels: Record<SendProgress['phase'], string> = {
    sending: 'Sending the file',
    comparing: 'Checking the rows',
    writing: `Importing ${noun}`,
  }
  const sent = progress?.phase === 'sending' && progress.done >= progress.total
  if (!progress || sent)
    return <Progress label={labels[mode === 'check' ? 'comparing' : 'writing']} />
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
