'use client'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonVariants, buttonStyle } from './button-style'
import { cn } from './cn'

export type ButtonProps = ComponentProps<'button'> &
  ButtonVariants & {
    /** The work that the button started is under way: keeps width and focus, refuses clicks. */
    pending?: boolean
  }

/**
 * The one button. `type` is "button" unless told otherwise, so that it never submits by accident.
 * While `pending` it stays focusable (a disabled button would drop the keyboard focus) and a
 * second click, or Enter in a field of its form, does nothing.
 */
export function Button({
  variant,
  size,
  pending = false,
  type = 'button',
  className,
  onClick,
  children,
  ...props
}: ButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (pending) event.preventDefault()
    else onClick?.(event)
  }

  return (
    <button
      {...props}
      type={type}
      onClick={handleClick}
      aria-busy={pending || undefined}
      aria-disabled={pending || props['aria-disabled']}
      className={cn(buttonStyle({ variant, size }), className)}
    >
      {pending ? (
        <>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
          <LoaderCircle aria-hidden className="absolute animate-spin motion-reduce:animate-none" />
        </>
      ) : (
        children
      )}
    </button>
  )
}
