import type { ReactNode } from 'react'

export type TimelineEvent = {
  id: string
  /** What happened, in one line. */
  title: ReactNode
  /** Usually a `Time` or `RelativeTime`. */
  time: ReactNode
  /** Who did it. */
  by?: ReactNode
  icon?: ReactNode
  /** Reason or note. */
  children?: ReactNode
}

/** What happened, in the order given. */
export function Timeline({ events, label }: { events: TimelineEvent[]; label: string }) {
  return (
    <ol aria-label={label}>
      {events.map((event) => (
        <li key={event.id} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden
            className="absolute start-3 top-6 bottom-0 w-px bg-line group-last:hidden"
          />
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-subtle text-ink-muted [&_svg]:size-3.5"
          >
            {event.icon ?? <span className="size-1.5 rounded-full bg-ink-faint" />}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="min-w-0">
                <span className="font-medium">{event.title}</span>
                {event.by && <span className="text-ink-muted"> by {event.by}</span>}
              </p>
              <div className="text-[0.8125rem] text-ink-muted">{event.time}</div>
            </div>
            {event.children && <div className="mt-0.5 text-ink-muted">{event.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
