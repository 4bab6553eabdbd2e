'use client'
import { createContext, type ReactNode, useContext } from 'react'
import { useLeaveWarning } from '@/lib/browser/use-leave-warning'
import { paths } from '@/lib/paths'
import { type Uploads as State, useUploads } from '../use-uploads'

const Context = createContext<State | null>(null)

type UploadsProps = {
  slug: string
  /** Bytes that one file may have. */
  limit: number
  children: ReactNode
}

/** Keeps uploads going while somebody looks at other folders. */
export function Uploads({ slug, limit, children }: UploadsProps) {
  const state = useUploads(slug, limit)
  const busy = state.uploads.some(({ state }) => state === 'waiting' || state === 'sending')
  useLeaveWarning(busy, 'Files are still being uploaded. Leave and cancel them?', paths.files(slug))
  return <Context value={state}>{children}</Context>
}

/** The uploads that are under way. */
export function useUploadsHere(): State {
  const state = useContext(Context)
  if (!state) throw new Error('Files are shown outside of <Uploads>.')
  return state
}
