'use client'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { DialogDismiss } from './dialog-dismiss'
import { dialogPanel, dialogScrim } from './dialog-style'

export type DialogProps = {
  title: string
  description?: ReactNode
  /** The element that opens it; leave out when `open` is steered from outside. */
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  size?: 'sm' | 'md' | 'lg'
  /** Usually a `Form` that ends with `DialogActions`. */
  children: ReactNode
}

/** A task that interrupts the page; centred on wide screens, docked at the bottom on phones. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  size = 'md',
  children,
}: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={dialogScrim} />
        <Primitive.Content
          // Radix warns about a missing description unless told that there is none.
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            dialogPanel,
            size === 'sm' && 'sm:max-w-sm',
            size === 'md' && 'sm:max-w-lg',
            size === 'lg' && 'sm:max-w-3xl',
          )}
        >
          <div className="mb-4 grid gap-1 pe-10">
            <Primitive.Title className="font-semibold text-base tracking-tight">
              {title}
            </Primitive.Title>
            {description && (
              <Primitive.Description asChild>
                <div className="text-ink-muted">{description}</div>
              </Primitive.Description>
            )}
          </div>
          {children}
          <DialogDismiss />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** The row of buttons at the end of a dialog; the main one comes last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>
  )
}

/** Wraps a button that closes the dialog it stands in. */
export const DialogClose = Primitive.Close
