'use client'
import { Button, type ButtonProps } from './button'
import { Tooltip } from './tooltip'

export type IconButtonProps = Omit<ButtonProps, 'size' | 'aria-label'> & {
  /** What the button does, for screen readers and as tooltip. */
  label: string
  size?: 'md' | 'sm'
}

/** A button that shows only an icon, with its name as tooltip. */
export function IconButton({ label, size = 'md', variant = 'ghost', ...props }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <Button
        {...props}
        variant={variant}
        size={size === 'sm' ? 'icon-sm' : 'icon'}
        aria-label={label}
      />
    </Tooltip>
  )
}
