'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './icon-button'
import { toast } from './toast'

const SHOWN_MS = 1_600

/** Puts `value` on the clipboard; `label` says what that is: "Copy invitation link". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [copied, setCopied] = useState(false)

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      setTimeout(() => setCopied(false), SHOWN_MS)
    } catch {
      // Refused by the browser, or a page without https.
      toast.failure({
        error: { message: 'Your browser did not allow copying. Select the text and copy it.' },
      })
    }
  }

  return (
    <>
      <IconButton label={label} size="sm" onClick={copy}>
        {copied ? <Check aria-hidden className="text-success-ink" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
