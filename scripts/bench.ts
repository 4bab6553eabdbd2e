import './env-file'
import './environment'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '@/lib/db/migrate'
import { Refusal } from '@/lib/refusal'
import { compare, type Figures } from './bench/compare'
import { OPERATIONS } from './bench/contenders/contender'
import type { Scene } from './bench/data'
import { postgresClock } from './bench/postgres-time'
import type { Entry } from './bench/remote-contestant'
import { report } from './bench/report'
import { missedGrowth, missedTargets, requireNone } from './bench/targets'
import { command, say, step } from './command'
import { type Database, openDatabase } from './database'
import { completeEnvironment, dataFolder, listenAddress, ownDatabase } from './environment'
import { generateCode } from './generated-code'
import { joinEmbeddedDatabase } from './postgres/embedded'
import { withScratchDatabase } from './scratch-database'

/**
 * `npm run bench`: what things cost, as ratios within one run, on a database of its own that is dropped
 * afterwards. Absolute figures are of this machine and this moment.
 *
 * --quick       less data and fewer rounds
 * --peers       compares with Directus too, which is installed if it is not there
 * --growth      instead: our door with 1, 100 and 10,000 spaces, 1,000,000 participants each time
 * --json FILE   writes the figures too
 * --check       fails when a target is missed
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})

const SIZES = {
  quick: { spaces: 100, participants: 20_000 },
  whole: { spaces: 1_000, participants: 200_000 },
}

const PLANS = {
  quick: { rounds: 3, windowMs: 60, warmUpCpuMs: 150 },
  whole: { rounds: 11, windowMs: 300, warmUpCpuMs: 3_000 },
}

/** Those who take part in every run. */
const ALWAYS = ['raw', 'prisma', 'door', 'rpc', 'rest']

await command(async () => {
  if (options.growth && (options.quick || options.peers)) {
    throw new Refusal('--growth is a run of its own: leave out --quick and --peers.')
  }
  await generateCode()
  if (options.peers) await (await import('./bench/peers/install')).provideDirectus()
  const database = await openBenchDatabase()
  try {
    await withScratchDatabase(database.url, async (url) => {
      const appUrl = await completeEnvironment({
        databaseUrl: url,
        embedded: database.embedded,
        port: listenAddress().port,
        dev: false,
      })
      process.env.LOG_LEVEL = 'silent'
      process.env.API_LIMIT_PER_MINUTE = '1000000'
      const { figures, missed } = options.growth
        ? await compareGrowth(url)
        : await compareWays(url, appUrl)
      if (options.json) await writeFile(options.json, JSON.stringify(figures, undefined, 2))
      if (options.check) requireNone(missed)
    })
  } finally {
    await database.release()
  }
})

/** A built-in one of its own, with connections enough for all contenders, or the user's. */
async function openBenchDatabase(): Promise<Database> {
  if (ownDatabase) return openDatabase()
  // Room for the indexes of a million records, which are filled in random order.
  const settings = ['max_connections=300', 'shared_buffers=1GB', 'max_wal_size=8GB']
  const folder = join(dataFolder, 'bench')
  const { url, release } = await joinEmbeddedDatabase(folder, 'studyspace', { settings })
  return { url, embedded: true, release }
}

type Outcome = { figures: Figures[]; missed: string[] }

async function planFor(url: string) {
  const plan = options.quick ? PLANS.quick : PLANS.whole
  return { ...plan, connections: 16, clock: await postgresClock(url) }
}

async function compareWays(url: string, appUrl: string): Promise<Outcome> {
  await step('migrations', () => migrate(url, appUrl, 'prisma'))
  // Imported late, like everything that reads src/lib/env.ts: the environment must be complete.
  const { fill, withKey } = await import('./bench/data')
  const size = options.quick ? SIZES.quick : SIZES.whole
  const scene = await step('data', async () => withKey(await fill(url, size)))
  const figures = options.peers ? await contestWithPeer(url, scene) : await contest(url, scene)
  say(
    '\nraw: handwritten SQL without rules, in node:http. prisma: plain Prisma in process, filters',
  )
  say(
    'by hand. door, rpc, rest: ours; unfenced: our door without row-level security. 16 at a time;',
  )
  say('over HTTP, callers are another process.')
  return { figures, missed: missedTargets(figures) }
}

function contestWithPeer(url: string, scene: Scene): Promise<Figures[]> {
  return withScratchDatabase(url, async (directusUrl) => {
    const { fillDirectus } = await import('./bench/peers/directus-data')
    const spaces = [scene.spaceId, scene.archive.spaceId]
    await step('Directus', () => fillDirectus(url, directusUrl, spaces))
    return contest(url, { ...scene, directusUrl })
  })
}

async function contest(url: string, scene: Scene): Promise<Figures[]> {
  const names = scene.directusUrl ? [...ALWAYS, 'directus'] : ALWAYS
  const entries: Entry[] = names.map((name) => ({ name, open: name, scene }))
  // Our door on the owner's connection, which row-level security lets pass.
  const environment = { APP_DATABASE_URL: url }
  if (!options.quick) entries.push({ name: 'unfenced', open: 'door', scene, environment })
  const plan = { ...(await planFor(url)), sameRows: true }
  const bases = ['prisma', scene.directusUrl ? 'directus' : 'raw']
  return compare(entries, OPERATIONS, plan, (figures) => report(figures, bases))
}

async function compareGrowth(url: string): Promise<Outcome> {
  const { growthFigures } = await import('./bench/growth')
  const figures = await growthFigures(url, await planFor(url))
  return { figures, missed: missedGrowth(figures) }
}
