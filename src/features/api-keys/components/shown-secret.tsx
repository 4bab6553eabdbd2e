import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { CopyButton } from '@/components/copy-button'
import { DialogActions, DialogClose } from '@/components/dialog'

/** A secret, which is shown this once, and how to use it. */
export function ShownSecret({ secret, apiUrl }: { secret: string; apiUrl: string }) {
  const example = `curl -H "Authorization: Bearer ${secret}" ${apiUrl}/study`
  return (
    <div className="grid gap-4">
      <div role="alert">
        <Callout tone="warning" title="Copy the key now. It is not shown again.">
          Whoever has it can use it. Keep it where your program keeps passwords, never in its code.
        </Callout>
      </div>
      <Copied label="API key" value={secret} copy="Copy the key" />
      <Copied label="Example" value={example} copy="Copy the example" />
      <DialogActions>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </DialogActions>
    </div>
  )
}

function Copied({ label, value, copy }: { label: string; value: string; copy: string }) {
  return (
    <div className="grid gap-1.5">
      <p className="font-medium">{label}</p>
      <div className="flex items-start gap-2 rounded-md border bg-subtle py-1.5 ps-3 pe-1.5">
        <code className="min-w-0 flex-1 select-all break-all py-1 text-xs">{value}</code>
        <CopyButton value={value} label={copy} />
      </div>
    </div>
  )
}
