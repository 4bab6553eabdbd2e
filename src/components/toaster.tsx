'use client'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { Toaster as Sonner } from 'sonner'

/** The place where toasts appear; stands once in the root layout. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      closeButton
      // A pile of toasts shrinks those behind, and their buttons below 24 px.
      expand
      // Above the bottom navigation of phones.
      mobileOffset={{ bottom: '4.5rem' }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success-ink" />,
        error: <CircleAlert aria-hidden className="size-4 text-danger-ink" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-lg bg-raised py-3 ps-3.5 pe-9 font-sans text-ink text-sm shadow-float sm:w-[22rem]',
          icon: 'mt-0.5',
          title: 'font-medium',
          description: 'text-ink-muted',
          actionButton:
            'ms-auto min-h-6 shrink-0 rounded-sm px-1 font-medium text-accent-ink underline decoration-accent-ink/35 underline-offset-3 hover:decoration-accent-ink max-sm:min-h-11',
          closeButton:
            'absolute end-2 top-2.5 grid size-6 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink',
        },
      }}
    />
  )
}
