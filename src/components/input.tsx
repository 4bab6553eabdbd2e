import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlHeight, controlStyle } from './control-style'

export type InputProps = ComponentProps<'input'>

/** A one-line text field. `dir="auto"` by default: names and titles come in any script. */
export function Input({ className, type = 'text', ...props }: InputProps) {
  return (
    <input
      dir="auto"
      {...props}
      type={type}
      className={cn(controlStyle, controlHeight, className)}
    />
  )
}
