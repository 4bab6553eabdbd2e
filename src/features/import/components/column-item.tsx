import type { ReactNode } from 'react'

type ColumnItemProps = {
  name: string
  /** The first values, '' where there is none. */
  samples: string[]
  /** What is remarkable about the column. */
  mark?: ReactNode
  /** Where the column goes. */
  children: ReactNode
}

/** One column of the file, in a list of them. */
export function ColumnItem({ name, samples, mark, children }: ColumnItemProps) {
  const values = [...new Set(samples.filter((value) => value !== ''))].slice(0, 3)
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,17rem)] sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span dir="auto" className="min-w-0 break-words font-medium">
            {name}
          </span>
          {mark}
        </p>
        <p dir="auto" className="truncate text-ink-muted">
          {values.length > 0 ? values.join(' · ') : 'No values in the first rows'}
        </p>
      </div>
      <div className="grid min-w-0 content-start gap-2">{children}</div>
    </li>
  )
}
