'use client'
import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { Button } from './button'

/**
 * The cross in the corner of a dialog or sheet. It comes last in the document, so that opening
 * puts the focus on the first field, and has no tooltip, which would take the first Escape.
 */
export function DialogDismiss() {
  return (
    <Primitive.Close asChild>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Close"
        className="absolute end-3 top-3.5 sm:end-4 sm:top-4.5"
      >
        <X aria-hidden />
      </Button>
    </Primitive.Close>
  )
}
