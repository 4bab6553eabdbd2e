'use client'

import { useSearchParams } from 'next/navigation'
import { Callout } from '@/components/callout'
import { useLeaveWarning } from '@/lib/use-leave-warning'
import type { StudyScope } from '../cells'
import type { ImportAddress } from '../send'
import { useImport } from '../use-import'
import { CheckStep } from './check-step'
import { ColumnsStep } from './columns-step'
import { FileStep } from './file-step'
import { ImportDone } from './import-done'
import { type Step, StepList } from './step-list'

export type ImportWizardProps = {
  address: ImportAddress
  study: StudyScope
  mayWriteIdentity: boolean
}

const LEAVE = 'The import is still running. If you leave now, nothing will be imported.'

/** From a file to participants in four steps; the browser's back and forward move between them. */
export function ImportWizard({ address, study, mayWriteIdentity }: ImportWizardProps) {
  const state = useImport(address, mayWriteIdentity)
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
      {step === 'file' && <FileStep state={state} onNext={() => goTo('columns')} />}
      {step === 'columns' && (
        <ColumnsStep
          state={state}
          mayWriteIdentity={mayWriteIdentity}
          onBack={() => goTo('file')}
          onNext={() => {
            goTo('check')
            void state.check()
          }}
        />
      )}
      {step === 'check' && <CheckStep state={state} study={study} onBack={() => goTo('columns')} />}
      {step === 'done' && state.done && (
        <ImportDone
          report={state.done}
          address={address}
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
