'use client'
import { CloudOff, RotateCw } from 'lucide-react'
import { errorInfo } from '@/lib/error-info'
import { Button } from './button'
import { cn } from './cn'

export type FailedStateProps = {
  /** Whatever was thrown. */
  error: unknown
  onRetry?: () => void
  /** The retry is under way. */
  retrying?: boolean
  /** What could not be shown: "The participants could not be loaded". */
  title?: string
  className?: string
}

/** Says what failed in a sentence, offers another try, and gives the reference for support. */
export function FailedState({
  error,
  onRetry,
  retrying = false,
  title = 'This could not be loaded',
  className,
}: FailedStateProps) {
  const { message, requestId } = errorInfo(error)
  return (
    <div
      role="alert"
      className={cn('grid justify-items-center gap-1 px-6 py-12 text-center', className)}
    >
      <div
        aria-hidden
        className="mb-2 grid size-10 place-items-center rounded-lg bg-danger-soft text-danger-ink"
      >
        <CloudOff className="size-5" />
      </div>
      <p className="font-medium">{title}</p>
      <p className="max-w-sm text-pretty text-ink-muted">{message}</p>
      {onRetry && (
        <Button className="mt-3" onClick={onRetry} pending={retrying}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      )}
      {requestId && (
        <p className="mt-2 text-ink-muted text-xs">
          Reference <code className="select-all font-mono">{requestId}</code>
        </p>
      )}
    </div>
  )
}
