'use client'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { DialogDismiss } from './dialog-dismiss'
import { dialogScrim } from './dialog-style'

export type SheetProps = {
  title: string
  description?: ReactNode
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

/** A panel beside the page on wide screens, rising from the bottom on phones. */
export function Sheet({ title, description, trigger, open, onOpenChange, children }: SheetProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className={dialogScrim} />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="fixed z-50 flex flex-col bg-raised shadow-float outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:animate-slide-up max-sm:rounded-t-xl sm:inset-y-0 sm:end-0 sm:w-full sm:max-w-md sm:animate-slide-in"
        >
          <header className="px-5 pt-5 pb-3 pe-14">
            <Primitive.Title className="font-semibold text-base tracking-tight">
              {title}
            </Primitive.Title>
            {description && (
              <Primitive.Description className="text-ink-muted">
                {description}
              </Primitive.Description>
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
            {children}
          </div>
          <DialogDismiss />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
