'use client'
import { AlertDialog as Primitive } from 'radix-ui'
import { type ReactNode, useId, useState } from 'react'
import { errorInfo } from '@/lib/error-info'
import { Button } from './button'
import { Callout } from './callout'
import { DialogActions } from './dialog'
import { dialogPanel, dialogScrim } from './dialog-style'
import { Input } from './input'

export type ConfirmDialogProps = {
  /** The question, naming the thing: "Delete the study Sleep and mood?" */
  title: string
  description?: ReactNode
  /** What will be lost, one line each: "500 participants". */
  removes?: ReactNode[]
  /** The name to type before the button works; for what cannot be undone. */
  typeToConfirm?: string
  /** What the button does: "Delete study". */
  confirmLabel: string
  tone?: 'danger' | 'primary'
  /** The dialog closes when this resolves, and shows the error's sentence when it rejects. */
  onConfirm: () => Promise<unknown> | unknown
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** Asks before something that cannot be taken back, and says what it will remove. */
export function ConfirmDialog({ trigger, open, onOpenChange, ...question }: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false)
  const setOpen = onOpenChange ?? setOwnOpen
  return (
    <Primitive.Root open={open ?? ownOpen} onOpenChange={setOpen}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={dialogScrim} />
        <Primitive.Content
          {...(question.description ? {} : { 'aria-describedby': undefined })}
          className={`${dialogPanel} sm:max-w-md`}
        >
          <Question {...question} onDone={() => setOpen(false)} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

type QuestionProps = Omit<ConfirmDialogProps, 'trigger' | 'open' | 'onOpenChange'> & {
  onDone: () => void
}

/** Mounted anew with each opening, so that nothing typed before is still there. */
function Question({
  title,
  description,
  removes = [],
  typeToConfirm,
  confirmLabel,
  tone = 'danger',
  onConfirm,
  onDone,
}: QuestionProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()
  const armed = typeToConfirm === undefined || typed.trim() === typeToConfirm.trim()

  async function confirm() {
    if (!armed || pending) return
    setPending(true)
    setFailure(undefined)
    try {
      await onConfirm()
      onDone()
    } catch (error) {
      setFailure(errorInfo(error).message)
      setPending(false)
    }
  }

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
    >
      <div className="grid gap-1">
        <Primitive.Title className="font-semibold text-base tracking-tight">
          {title}
        </Primitive.Title>
        {description && (
          <Primitive.Description asChild>
            <div className="text-ink-muted">{description}</div>
          </Primitive.Description>
        )}
      </div>
      {removes.length > 0 && (
        <Callout tone={tone === 'danger' ? 'danger' : 'info'} title="This will remove">
          <ul className="list-disc ps-4">
            {removes.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change while open
              <li key={index}>{line}</li>
            ))}
          </ul>
        </Callout>
      )}
      {typeToConfirm !== undefined && (
        <label htmlFor={id} className="grid gap-1.5">
          <span>
            Type <strong dir="auto">{typeToConfirm}</strong> to confirm
          </span>
          <Input
            id={id}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      )}
      <div role="alert" className="empty:hidden">
        {failure && <p className="text-danger-ink">{failure}</p>}
      </div>
      <DialogActions>
        <Primitive.Cancel asChild>
          <Button>Cancel</Button>
        </Primitive.Cancel>
        <Button type="submit" variant={tone} pending={pending} disabled={!armed}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </form>
  )
}
