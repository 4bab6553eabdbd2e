const last = new Map<string, Promise<unknown>>()

/**
 * Runs `work` after all earlier work of the same key in this process. The database keeps imports into
 * a study apart as well, but there each one that waits occupies a connection.
 */
export async function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
  last.set(key, turn)
  try {
    return await turn
  } finally {
    if (last.get(key) === turn) last.delete(key)
  }
}
