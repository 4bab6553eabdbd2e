import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlStyle } from './control-style'

export type TextareaProps = ComponentProps<'textarea'>

/** Text of several lines; grows with what is typed where the browser can do that. */
export function Textarea({ className, rows = 3, ...props }: TextareaProps) {
  return (
    <textarea
      dir="auto"
      {...props}
      rows={rows}
      className={cn(controlStyle, 'field-sizing-content max-h-96 min-h-20 py-2', className)}
    />
  )
}
