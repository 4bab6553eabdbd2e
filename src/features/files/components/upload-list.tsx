'use client'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Button } from '@/components/button'
import { IconButton } from '@/components/icon-button'
import { Progress } from '@/components/progress'
import type { Upload } from '../use-uploads'
import { useUploadsHere } from './uploads'

/** The uploads of this visit: how far each has come, and what can be done about those that failed. */
export function UploadList() {
  const { uploads, clearDone } = useUploadsHere()
  if (uploads.length === 0) return null
  const done = uploads.filter(({ state }) => state === 'done').length
  const failed = uploads.filter(({ state }) => state === 'failed').length
  return (
    <section
      aria-label="Uploads"
      className="mb-4 overflow-clip rounded-lg border bg-surface shadow-soft"
    >
      <div className="flex min-h-11 items-center justify-between gap-3 border-b px-4 py-1.5">
        <p role="status" className="font-medium">
          {done} of {uploads.length} uploaded{failed > 0 && `, ${failed} failed`}
        </p>
        {done > 0 && (
          <Button variant="ghost" size="sm" onClick={clearDone}>
            Clear finished
          </Button>
        )}
      </div>
      <ul className="max-h-72 overflow-y-auto">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  )
}

function UploadRow({ upload }: { upload: Upload }) {
  const { dismiss } = useUploadsHere()
  const { id, file, state, share } = upload
  const over = state === 'done' || state === 'failed'
  return (
    <li className="flex items-start gap-3 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        {over ? (
          <Ended upload={upload} />
        ) : (
          <Progress
            label={<span dir="auto">{file.name}</span>}
            value={state === 'sending' ? Math.round(share * 100) : 0}
          />
        )}
      </div>
      <IconButton
        label={over ? `Take ${file.name} off the list` : `Cancel ${file.name}`}
        size="sm"
        onClick={() => dismiss(id)}
      >
        <X aria-hidden />
      </IconButton>
    </li>
  )
}

function Ended({ upload }: { upload: Upload }) {
  const { retry } = useUploadsHere()
  const { file, state, failure, nameTaken } = upload
  const failed = state === 'failed'
  const Icon = failed ? CircleAlert : CircleCheck
  return (
    <div className="flex gap-2.5">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${failed ? 'text-danger-ink' : 'text-success-ink'}`}
      />
      <div className="min-w-0">
        <p dir="auto" className="break-words">
          {file.name}
        </p>
        {failed && (
          <div role="alert">
            <p className="text-ink-muted">{failure}</p>
            <p className="mt-1 flex flex-wrap gap-x-4">
              {nameTaken && (
                <Button variant="link" onClick={() => retry(upload, 'keep')}>
                  Keep both
                </Button>
              )}
              <Button variant="link" onClick={() => retry(upload)}>
                Try again
              </Button>
            </p>
          </div>
        )}
      </div>
    </div>
  )
}
