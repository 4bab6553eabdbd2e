import { migrate } from '@/lib/db/migrate'
import { openDatabase } from './database'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode } from './generated-code'

/**
 * Runs `work` on this installation, with its database up to date and its environment complete, whether
 * a server runs or not; closes what `work` opened. What reads src/lib/env.ts is imported in there.
 */
export async function withInstallation<Result>(work: () => Promise<Result>): Promise<Result> {
  await generateCode()
  const database = await openDatabase()
  try {
    const appUrl = await completeEnvironment({
      databaseUrl: database.url,
      embedded: database.embedded,
      port: listenAddress().port,
      dev: false,
    })
    await migrate(database.url, appUrl, 'prisma')
    const { disconnect } = await import('@/lib/db/system')
    try {
      return await work()
    } finally {
      await disconnect()
    }
  } finally {
    await database.release()
  }
}
