import { Button } from './button'
import { Callout } from './callout'

export type ChangedNoticeProps = {
  /** What is being edited: "this study". */
  what: string
  /** Fills the form with the current version; what was typed is lost. */
  onTake: () => void
}

/** Tells an editor that somebody else saved the same thing meanwhile. */
export function ChangedNotice({ what, onTake }: ChangedNoticeProps) {
  return (
    <div role="alert">
      <Callout
        tone="warning"
        title={`Somebody else changed ${what} while you were editing`}
        actions={
          <Button size="sm" onClick={onTake}>
            Show the current version
          </Button>
        }
      >
        What you entered is still here, but it cannot be saved over the other changes. The current
        version replaces it.
      </Callout>
    </div>
  )
}
