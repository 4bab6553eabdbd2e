'use client'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { CopyButton } from '@/components/copy-button'
import { DialogActions } from '@/components/dialog'

/** A signing secret, for the only time. */
export function ShownSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <Callout tone="warning" title="Copy the secret now">
        It is not shown again. With it your server checks that a message is from here. If it is
        lost, make a new one.
      </Callout>
      <div className="flex items-center gap-2 rounded-md border bg-subtle px-3 py-2">
        <code
          data-testid="secret"
          className="min-w-0 flex-1 select-all break-all font-mono text-xs"
        >
          {secret}
        </code>
        <CopyButton value={secret} label="Copy secret" />
      </div>
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          I have copied it
        </Button>
      </DialogActions>
    </div>
  )
}
