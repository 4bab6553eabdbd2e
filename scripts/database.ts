import { Refusal } from '@/lib/refusal'
import { dataFolder, ownDatabase } from './environment'
import { joinEmbeddedDatabase } from './postgres/embedded'

/** The database that commands work on. */
export interface Database {
  url: string
  /** Whether it is the one that ships with the project. */
  embedded: boolean
  /** Leaves it; the built-in one stops when its last user left. */
  release(): Promise<void>
}

/**
 * The user's PostgreSQL when DATABASE_URL is set, otherwise the built-in one, started if needed.
 * @throws Refusal when neither can be used.
 */
export async function openDatabase(): Promise<Database> {
  if (ownDatabase) {
    if (!/^postgres(ql)?:\/\//.test(ownDatabase) || !URL.canParse(ownDatabase)) {
      throw new Refusal(
        'DATABASE_URL is not a connection string: write postgresql://user:password@host:5432/database.',
      )
    }
    return { url: ownDatabase, embedded: false, release: async () => {} }
  }
  const { url, release } = await joinEmbeddedDatabase(dataFolder, 'studyspace')
  return { url, embedded: true, release }
}
