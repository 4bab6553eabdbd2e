import './env-file'
import './environment'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '@/lib/db/migrate'
import { Refusal } from '@/lib/refusal'
import { compare, type Figures } from './bench/compare'
import { MEANING, OPERATIONS, type Operation } from './bench/contenders/contender'
import { run } from './bench/contest'
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
 * --quick       less data and fewer rounds, in under a minute
 * --json FILE   writes the figures too
 * --check       fails when a target is missed
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})

const SIZES = {
  quick: { size: { spaces: 100, participants: 20_000 }, rounds: 5, windowMs: 80 },
  whole: { size: { spaces: 1_000, participants: 200_000 }, rounds: 21, windowMs: 400 },
}

const CONTENDERS = ['raw', 'prisma', 'door', 'rpc', 'rest']

/** The least that our door has of the throughput of plain Prisma with filters by hand. */
const TARGETS: Partial<Record<Operation, number>> = {
  list: 1.2,
  get: 1.3,
  create: 0.7,
  update: 0.6,
}

await command(async () => {
  await generateCode()
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
      await step('migrations', () => migrate(url, appUrl, 'prisma'))
      const figures = await compareWays(url)
      if (options.json) await writeFile(options.json, JSON.stringify(figures, undefined, 2))
      if (!options.quick) await compareFence(url)
      if (options.check) requireTargets(figures)
    })
  } finally {
    await database.release()
  }
})

/** A built-in one of its own, with connections enough for all contenders, or the user's. */
async function openBenchDatabase(): Promise<Database> {
  if (ownDatabase) return openDatabase()
  const settings = ['max_connections=300']
  const folder = join(dataFolder, 'bench')
  const { url, release } = await joinEmbeddedDatabase(folder, 'studyspace', { settings })
  return { url, embedded: true, release }
}

async function compareWays(url: string): Promise<Figures[]> {
  const { size, ...plan } = options.quick ? SIZES.quick : SIZES.whole
  // Imported late, like everything that reads src/lib/env.ts: the environment must be complete.
  const { fill } = await import('./bench/data')
  const scene = await step('data', () => fill(url, size))
  const figures = await step('contest', () =>
    compare(CONTENDERS, OPERATIONS, scene, { ...plan, connections: 16 }),
  )
  for (const operation of OPERATIONS) {
    say(`\n${MEANING[operation]}`)
    say('            calls/s   × prisma (quartiles)      × raw   CPU ms   statements   memory')
    for (const one of figures.filter((each) => each.operation === operation)) say(lineOf(one))
  }
  say(
    '\nraw: handwritten SQL without rules, in node:http. prisma: plain Prisma in process, filters',
  )
  say(
    'by hand. door, rpc, rest: ours. 16 at a time; callers over HTTP run in the process they call.',
  )
  return figures
}

function lineOf({ contender, perSecond, ratios, cpuMs, statements, rssMb }: Figures): string {
  const { prisma, raw } = ratios
  const toPrisma = prisma
    ? `${prisma.median.toFixed(2)} (${prisma.low.toFixed(2)} to ${prisma.high.toFixed(2)})`
    : ''
  return [
    `  ${contender.padEnd(8)}`,
    perSecond.toFixed(0).padStart(8),
    toPrisma.padStart(23),
    (raw?.median.toFixed(2) ?? '').padStart(10),
    cpuMs.toFixed(2).padStart(8),
    String(statements).padStart(12),
    `${rssMb.toFixed(0)} MB`.padStart(9),
  ].join('')
}

/** @throws Refusal that names the targets that are missed. */
function requireTargets(figures: Figures[]): void {
  const missed = figures.flatMap(({ contender, operation, ratios }) => {
    const target = contender === 'door' ? TARGETS[operation] : undefined
    const { median = 0 } = ratios.prisma ?? {}
    return target && median < target
      ? [`${MEANING[operation]}: ${median.toFixed(2)} of plain Prisma instead of ${target}`]
      : []
  })
  if (missed.length > 0) throw new Refusal(`Targets missed: ${missed.join('; ')}.`)
}

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
