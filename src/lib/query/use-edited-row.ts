'use client'
import { useState } from 'react'
import { errorInfo } from '../error-info'

type Row = { id: string; updatedAt: Date }

/**
 * For a form that edits a row: keeps the version that the form was filled from while the query behind
 * it moves on. Write with `where: { id, updatedAt: loaded.updatedAt }`, so that two people who edit
 * the same row never overwrite each other unseen.
 * @param current the row as the query has it now; null while there is none.
 */
export function useEditedRow<T extends Row | null>(current: T) {
  const [loaded, setLoaded] = useState(current)
  return {
    loaded,
    /** After saving, with the saved row; or with `newer`, to edit that one instead. */
    setLoaded,
    /** What somebody else saved meanwhile. */
    newer: isNewer(current, loaded) ? current : undefined,
  }
}

function isNewer(current: Row | null, loaded: Row | null): boolean {
  return current !== null && (loaded === null || current.updatedAt > loaded.updatedAt)
}

/**
 * Awaits a write that was conditional on `updatedAt`, and says in words when its row was changed or
 * removed by somebody else in the meantime.
 * @param what names the row: "this study".
 */
export async function unlessChanged<Result>(write: Promise<Result>, what: string): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (!isGone(error)) throw error
    const message = `Somebody else changed or removed ${what} in the meantime, so nothing was saved. Look at the current version and try again.`
    throw Object.assign(new Error(message), { info: { message }, status: 409 })
  }
}

/**
 * Whether a write that was conditional on `updatedAt` found nothing to write to. That one's own space
 * is gone, or closed to oneself, is another thing.
 */
export function isGone(error: unknown): boolean {
  const { status, code } = errorInfo(error)
  return status === 404 && code !== 'no_space'
}
