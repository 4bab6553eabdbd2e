import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonVariants, buttonStyle } from './button-style'
import { cn } from './cn'

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonVariants

/** A link that looks like a button: for going somewhere, where `Button` is for doing something. */
export function LinkButton({ variant, size, className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cn(buttonStyle({ variant, size }), className)} />
}
