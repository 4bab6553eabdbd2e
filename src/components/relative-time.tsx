'use client'
import { formatInstant, formatRelative } from '@/lib/format'
import { useNow } from './use-now'

export type RelativeTimeProps = {
  /** An instant: Date, or its ISO text. */
  value: Date | string
  /** IANA zone of the exact time that is shown on hover, and before the page is live. */
  zone: string
}

/** How long ago: "3 hours ago". */
export function RelativeTime({ value, zone }: RelativeTimeProps) {
  const now = useNow()
  const exact = formatInstant(value, { zone })
  return (
    <time
      dateTime={new Date(value).toISOString()}
      title={exact}
      suppressHydrationWarning
      className="whitespace-nowrap"
    >
      {now === null ? exact : formatRelative(value, now)}
    </time>
  )
}
