import './env-file'
import './environment'
import { migrate } from '@/lib/db/migrate'
import { run } from './bench/contest'
import { command, say, step } from './command'
import { openDatabase } from './database'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode } from './generated-code'
import { withScratchDatabase } from './scratch-database'

/**
 * `npm run bench`: what things cost, as ratios within one run, on a database of its own that is
 * dropped afterwards. Absolute figures are of this machine and this moment.
 */
await command(async () => {
  await generateCode()
  const database = await openDatabase()
  try {
    await withScratchDatabase(database.url, async (url) => {
      const appUrl = await completeEnvironment({
        databaseUrl: url,
        embedded: database.embedded,
        port: listenAddress().port,
        dev: false,
      })
      await step('migrations', () => migrate(url, appUrl, 'prisma'))
      await compareFence(url)
    })
  } finally {
    await database.release()
  }
})

/** Imported late, like everything that reads src/lib/env.ts: the environment must be complete. */
async function compareFence(url: string): Promise<void> {
  const { fenceContests } = await import('./bench/fence')
  const { disconnect } = await import('@/lib/db/system')
  const { contests, close } = await step('data', () => fenceContests(url))
  say('\nRow-level security: throughput with the fence as a share of that without it')
  try {
    for (const contest of contests) {
      const { name, perSecond, ratio } = await run(contest)
      const figures = Object.entries(perSecond).map(
        ([who, speed]) => `${who} ${speed.toFixed(0)}/s`,
      )
      say(
        `  ${name.padEnd(12)} ${(ratio * 100).toFixed(0).padStart(4)} %   (${figures.join(', ')})`,
      )
    }
  } finally {
    await close()
    await disconnect()
  }
}
