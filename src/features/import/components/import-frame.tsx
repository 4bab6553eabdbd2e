'use client'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { Callout } from '@/components/callout'
import { useLeaveWarning } from '@/lib/browser/use-leave-warning'
import type { AnyImport } from '../use-import'
import { FileStep } from './file-step'
import { ImportDone } from './import-done'
import { type Step, StepList } from './step-list'

type ImportFrameProps = {
  state: AnyImport
  /** What file to choose. */
  description: string
  /** More about it. */
  about?: ReactNode
  columns: (moves: { onBack: () => void; onNext: () => void }) => ReactNode
  check: (moves: { onBack: () => void }) => ReactNode
  /** Where what was imported is seen. */
  target: { href: string; label: string }
}

const LEAVE = 'The import is still running. If you leave now, nothing will be imported.'

/** An import in four steps; the browser's back and forward move between them. */
export function ImportFrame({
  state,
  description,
  about,
  columns,
  check,
  target,
}: ImportFrameProps) {
  const importing = state.running?.mode === 'import'
  useLeaveWarning(importing, LEAVE)
  const asked = useSearchParams().get('step')
  const step = stepOf(asked, state.head !== null, state.done !== null, importing)
  return (
    <div className="grid gap-5">
      <StepList step={step} />
      <div role="alert" className="empty:hidden">
        {state.error && (
          <Callout tone="danger" title="This did not work">
            {state.error}
          </Callout>
        )}
      </div>
      {step === 'file' && (
        <FileStep state={state} description={description} onNext={() => goTo('columns')}>
          {about}
        </FileStep>
      )}
      {step === 'columns' &&
        columns({
          onBack: () => goTo('file'),
          onNext: () => {
            goTo('check')
            void state.check()
          },
        })}
      {step === 'check' && check({ onBack: () => goTo('columns') })}
      {step === 'done' && state.done && (
        <ImportDone
          report={state.done}
          target={target}
          onRestart={() => {
            state.restart()
            goTo('file')
          }}
        />
      )}
    </div>
  )
}

/** A step that is not possible yet, as after reloading the page, leads to the one before. */
function stepOf(asked: string | null, hasFile: boolean, isDone: boolean, importing: boolean): Step {
  if (isDone) return 'done'
  if (importing) return 'check'
  return hasFile && (asked === 'columns' || asked === 'check') ? asked : 'file'
}

function goTo(step: Step): void {
  window.history.pushState(null, '', step === 'file' ? window.location.pathname : `?step=${step}`)
  window.scrollTo({ top: 0 })
}
