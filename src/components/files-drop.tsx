'use client'
import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button'

export type FilesDropProps = {
  onFiles: (files: File[]) => void
  /** Nothing can be dropped. */
  disabled?: boolean
  children: ReactNode
}

/** A part of the page onto which files can be dropped; put a `FilesButton` near it for everybody else. */
export function FilesDrop({ onFiles, disabled, children }: FilesDropProps) {
  const [over, setOver] = useState(false)

  const takes = (event: DragEvent) => !disabled && event.dataTransfer.types.includes('Files')
  function drop(event: DragEvent) {
    if (!takes(event)) return
    event.preventDefault()
    setOver(false)
    // A folder arrives as a file without a type that cannot be read.
    const items = [...event.dataTransfer.items]
    const files = items
      .filter((item) => item.webkitGetAsEntry()?.isDirectory !== true)
      .map((item) => item.getAsFile())
    onFiles(files.filter((file): file is File => file !== null))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same
    <div
      onDragOver={(event) => {
        if (!takes(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
      className="relative"
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute -inset-1 z-20 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-accent-soft/90">
          <p className="flex items-center gap-2 font-medium text-accent-ink">
            <Upload aria-hidden className="size-4" />
            Drop files to upload them here
          </p>
        </div>
      )}
    </div>
  )
}

export type FilesButtonProps = {
  onFiles: (files: File[]) => void
  /** As the attribute of an input: ".pdf,.png". */
  accept?: string
  variant?: 'primary' | 'secondary'
  children: ReactNode
}

/** Lets somebody choose any number of files. */
export function FilesButton({ onFiles, accept, variant, children }: FilesButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // Otherwise choosing the same file again goes unnoticed.
          event.target.value = ''
        }}
      />
      <Button variant={variant} onClick={() => field.current?.click()}>
        <Upload aria-hidden />
        {children}
      </Button>
    </>
  )
}
