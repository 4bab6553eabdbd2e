'use client'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { Callout } from '@/components/callout'
import { useLeaveWarning } from '@/lib/browser/use-leave-warning'
import type { AnyImport } from '../use-import'
import { type Step, StepList } from './step-list'

type ImportFrameProps = {
  state: AnyImport
  /** What stands at each step. */
  steps: Record<Step, (goTo: (step: Step) => void) => ReactNode>
}

const LEAVE = 'The import is still running. If you leave now, nothing will be imported.'

/** An import in four steps; the browser's back and forward move between them. */
export function ImportFrame({ state, steps }: ImportFrameProps) {
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
      {steps[step](goTo)}
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
