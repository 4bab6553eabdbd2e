import { cn } from './cn'

/** A grey bar where text will be. Decorative: wrap a group of them in `Loading`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={cn('h-4 animate-pulse rounded-sm bg-hover motion-reduce:animate-none', className)}
    />
  )
}

type LoadingProps = { label?: string; className?: string; children: React.ReactNode }

/** A region that is loading; screen readers hear the label once. */
function Loading({ label = 'Loading', className, children }: LoadingProps) {
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  )
}

const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6', 'w-2/5']

/** Rows of a table before they arrive. */
export function TableSkeleton({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <Loading className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
        <div key={row} className="flex h-11 items-center gap-6 px-4">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
            <div key={column} className="flex-1 max-md:nth-[n+3]:hidden">
              <Skeleton className={widths[(row * 2 + column) % widths.length]} />
            </div>
          ))}
        </div>
      ))}
    </Loading>
  )
}

/** A list of people or events before it arrives. */
export function ListSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <Loading className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
        <div key={row} className="flex items-center gap-3 py-3">
          <Skeleton className="size-8 rounded-full" />
          <div className="grid flex-1 gap-1.5">
            <Skeleton className={cn('h-3.5', widths[row % widths.length])} />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </Loading>
  )
}

/** Cards in a grid before they arrive. */
export function CardSkeleton({ cards = 3 }: { cards?: number }) {
  return (
    <Loading className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {Array.from({ length: cards }, (_, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
        <div key={card} className="grid gap-3 rounded-lg border bg-surface p-5">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-3 w-5/6" />
          <Skeleton className="h-3 w-2/3" />
          <Skeleton className="mt-4 h-8" />
        </div>
      ))}
    </Loading>
  )
}
