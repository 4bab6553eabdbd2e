'use client'
import { FileText, Upload, X } from 'lucide-react'
import { type ComponentProps, type DragEvent, useId, useRef, useState } from 'react'
import { formatBytes } from '@/lib/format'
import { Button } from './button'
import { cn } from './cn'
import { IconButton } from './icon-button'

export type FileDropProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  /** What to drop: "a CSV file". */
  noun: string
  value: File | null
  onChange: (file: File | null) => void
  /** Which files, in words: "Up to 50 MB, one row per participant". */
  hint?: string
}

/** Takes one file by dropping it, by a button, or by the keyboard; shows its name and size. */
export function FileDrop({
  noun,
  value,
  onChange,
  hint,
  disabled,
  className,
  ...input
}: FileDropProps) {
  const own = useId()
  const id = input.id ?? own
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !disabled) onChange(file)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'grid min-h-36 grid-cols-[minmax(0,1fr)] place-items-center rounded-lg border border-control border-dashed bg-surface p-5 text-center transition-colors',
        over && 'border-accent bg-accent-soft',
        className,
      )}
    >
      <input
        {...input}
        ref={field}
        id={id}
        type="file"
        disabled={disabled}
        tabIndex={-1}
        aria-label={input['aria-label'] ?? `Choose ${noun}`}
        className="sr-only"
        onChange={(event) => {
          onChange(event.target.files?.[0] ?? null)
          // Otherwise choosing the same file again, corrected meanwhile, goes unnoticed.
          event.target.value = ''
        }}
      />
      {value ? (
        <div className="flex max-w-full items-center gap-3 text-start">
          <FileText aria-hidden className="size-5 shrink-0 text-ink-muted" />
          <div className="min-w-0">
            <p dir="auto" className="truncate font-medium">
              {value.name}
            </p>
            <p className="text-ink-muted tabular-nums">{formatBytes(value.size)}</p>
          </div>
          <IconButton
            label="Remove file"
            size="sm"
            disabled={disabled}
            onClick={() => onChange(null)}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ) : (
        <div className="grid justify-items-center gap-2">
          <Upload aria-hidden className="size-5 text-ink-muted" />
          <p>
            Drop {noun} here, or{' '}
            <Button variant="link" disabled={disabled} onClick={() => field.current?.click()}>
              choose {noun}
            </Button>
          </p>
          {hint && <p className="text-[0.8125rem] text-ink-muted">{hint}</p>}
        </div>
      )}
    </div>
  )
}
