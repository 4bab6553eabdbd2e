import { appUrlOf } from '@/lib/db/app-role'
import { migrate } from '@/lib/db/migrate'
import { env } from '@/lib/env'
import { step } from '../command'
import { withScratchDatabase } from '../scratch-database'
import { compare, type Figures, type Plan } from './compare'
import { even, fill } from './data'
import type { Entry } from './remote-contestant'
import { report } from './report'

const PARTICIPANTS = 1_000_000
const FEWEST = 1
const SPACES = [FEWEST, 100, 10_000]

/**
 * The same calls of our door in databases of as many participants in ever more spaces.
 * @param url of a server on which the databases are made, one after another, and dropped afterwards.
 * @returns figures of contenders that are called by their number of spaces.
 */
export function growthFigures(url: string, plan: Omit<Plan, 'sameRows'>): Promise<Figures[]> {
  return inDatabases(url, SPACES, [], (entries) =>
    compare(entries, ['list', 'get', 'create'], { ...plan, sameRows: false }, (figures) =>
      report(figures, [nameOf(FEWEST)]),
    ),
  )
}

async function inDatabases(
  url: string,
  [spaces, ...others]: number[],
  entries: Entry[],
  work: (entries: Entry[]) => Promise<Figures[]>,
): Promise<Figures[]> {
  if (spaces === undefined) return work(entries)
  return withScratchDatabase(url, async (ownUrl) => {
    const appUrl = appUrlOf(ownUrl, env.AUTH_SECRET)
    await migrate(ownUrl, appUrl, 'prisma')
    const name = nameOf(spaces)
    const size = { spaces, participants: PARTICIPANTS }
    const scene = await step(name, () => fill(ownUrl, size, even))
    const environment = { DATABASE_URL: ownUrl, APP_DATABASE_URL: appUrl }
    return inDatabases(url, others, [...entries, { name, open: 'door', scene, environment }], work)
  })
}

const nameOf = (spaces: number): string =>
  `${spaces.toLocaleString('en')} ${spaces === 1 ? 'space' : 'spaces'}`
