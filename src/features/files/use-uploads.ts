'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { errorInfo } from '@/lib/error-info'
import { formatBytes } from '@/lib/format'
import { sendFile } from './send'
import { uploadId } from './upload-id'

export type Upload = {
  /** Stays the same when it is tried again, so that nothing arrives twice. */
  id: string
  file: File
  folderId: string | null
  state: 'waiting' | 'sending' | 'done' | 'failed'
  /** From 0 to 1. */
  share: number
  /** What went wrong, in a sentence. */
  failure?: string
  /** There is a file of this name already; both can be kept. */
  nameTaken?: boolean
  same?: 'keep'
}

const AT_ONCE = 2

/**
 * The uploads of one space: two at a time, in the order in which they were chosen.
 * @param limit bytes that one file may have.
 */
export function useUploads(space: string, limit: number) {
  const queryClient = useQueryClient()
  const [uploads, setUploads] = useState<Upload[]>([])
  const waiting = useRef<Upload[]>([])
  const sending = useRef(new Map<string, AbortController>())

  // Whoever leaves the files was asked before; nothing goes on unseen.
  useEffect(() => {
    const { current } = sending
    return () => {
      waiting.current = []
      for (const controller of current.values()) controller.abort()
    }
  }, [])

  const patch = (id: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)))
  const drop = (id: string) => setUploads((all) => all.filter((one) => one.id !== id))

  function pump(): void {
    while (sending.current.size < AT_ONCE) {
      const next = waiting.current.shift()
      if (!next) return
      void send(next)
    }
  }

  async function send({ id, file, folderId, same }: Upload): Promise<void> {
    const controller = new AbortController()
    sending.current.set(id, controller)
    patch(id, { state: 'sending', share: 0 })
    const place = { ...(folderId && { folder: folderId }), ...(same && { same }) }
    try {
      await sendFile({ space, name: file.name, upload: id, ...place }, file, {
        signal: controller.signal,
        onProgress: (share) => patch(id, { share }),
      })
      patch(id, { state: 'done', share: 1 })
      void queryClient.invalidateQueries()
    } catch (error) {
      if (controller.signal.aborted) drop(id)
      else {
        const { message, fields } = errorInfo(error)
        patch(id, { state: 'failed', failure: message, nameTaken: fields?.name !== undefined })
      }
    } finally {
      sending.current.delete(id)
      pump()
    }
  }

  return {
    uploads,
    /** Uploads files into a folder; null is the top. */
    add(files: File[], folderId: string | null): void {
      const fresh = files.map((file): Upload => {
        const base = { id: uploadId(), file, folderId, share: 0 } as const
        return file.size > limit
          ? { ...base, state: 'failed', failure: `A file can have up to ${formatBytes(limit)}.` }
          : { ...base, state: 'waiting' }
      })
      setUploads((all) => [...all, ...fresh])
      waiting.current.push(...fresh.filter(({ state }) => state === 'waiting'))
      pump()
    },
    /** Tries again one that failed. */
    retry(upload: Upload, same?: 'keep'): void {
      const again: Upload = { ...upload, state: 'waiting', failure: undefined, same }
      patch(upload.id, again)
      waiting.current.push(again)
      pump()
    },
    /** Ends one, or takes it off the list. */
    dismiss(id: string): void {
      waiting.current = waiting.current.filter((one) => one.id !== id)
      const controller = sending.current.get(id)
      if (controller) controller.abort()
      else drop(id)
    },
    clearDone: () => setUploads((all) => all.filter(({ state }) => state !== 'done')),
  }
}

export type Uploads = ReturnType<typeof useUploads>
