import { system } from './system'

/** Answers that once.ts keeps hold what somebody wrote, so none stays longer than it has to. */

const CLEARING_MS = 10 * 60 * 1000

/** Deletes answers of more than 24 hours ago, as `studyspace_claim` takes them for gone. */
export async function clearKeptAnswers(): Promise<void> {
  await system.$executeRaw`delete from "KeptAnswer" k where studyspace_is_old(k)`
}

/** Clears now and from time to time as long as the process lives. */
export function keepClearing(): void {
  const clear = () =>
    void clearKeptAnswers().catch(() => {
      // The database is away; what is old is so still in the next round.
    })
  clear()
  setInterval(clear, CLEARING_MS).unref()
}
