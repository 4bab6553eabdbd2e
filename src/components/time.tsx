import { formatInstant, type InstantStyle } from '@/lib/format'

export type TimeProps = {
  /** An instant: Date, or its ISO text. */
  value: Date | string
  /** IANA zone, usually the space's: never the server's or the browser's own. */
  zone: string
  style?: InstantStyle
}

/** An instant as the clocks of `zone` show it, the same on server and client. */
export function Time({ value, zone, style = 'date-time' }: TimeProps) {
  return (
    <time
      dateTime={new Date(value).toISOString()}
      // Server and browser may carry different editions of month names ("Sep", "Sept").
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {formatInstant(value, { zone, style })}
    </time>
  )
}
