import './environment'
import { rm } from 'node:fs/promises'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { generateCode } from './generated-code'
import { buildApplication } from './next-build'
import { programOf, runProgram } from './program'
import { add, type Counts, readPlaywright, readVitest } from './test-counts'

const RESULTS = 'test-results'
const TOGETHER = ['unit', 'policy', 'isolation', 'api']
/** By itself only: it generates and starts copies of the project, which takes minutes. */
const DEVELOPER = 'developer'
const VITEST_PROJECTS = [...TOGETHER, DEVELOPER]

/**
 * `npm test`: everything but the developer's path, and `npm run test:<part>`: one part; further
 * arguments go to the test runner. Stops at the first step that fails. The last line sums up; a failed step without tests of
 * its own counts as one failure.
 */
await command(async () => {
  const [part, ...filters] = process.argv.slice(2)
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  try {
    for (const { name, run } of stepsOf(part, filters)) {
      const started = performance.now()
      say(`\n== ${name}`)
      add(total, await run())
      say(`-- ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
      if (total.failed > 0) break
    }
  } finally {
    say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  }
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
})

interface Step {
  name: string
  run(): Promise<Counts>
}

function stepsOf(part: string | undefined, filters: string[]): Step[] {
  const generate = { name: 'generate', run: () => counted(generateCode) }
  const build = { name: 'build', run: () => counted(buildApplication) }
  const browser = { name: 'browser tests', run: () => runPlaywright(filters) }
  if (part === undefined) {
    const vitest = { name: `${TOGETHER.join(', ')} tests`, run: () => runProjects(TOGETHER) }
    const check = { name: 'lint, types and build', run: checkAndBuild }
    return [generate, check, vitest, browser]
  }
  if (part === 'e2e') return [generate, build, browser]
  if (!VITEST_PROJECTS.includes(part)) {
    throw new Refusal(`There is no part "${part}": use ${VITEST_PROJECTS.join(', ')} or e2e.`)
  }
  const vitest = { name: `${part} tests`, run: () => runProjects([part], filters) }
  return part === 'api' ? [generate, build, vitest] : [generate, vitest]
}

/** The three share nothing, and each uses little more than one processor. */
async function checkAndBuild(): Promise<Counts> {
  const results = await Promise.all([
    counted(() => runStep('@biomejs/biome', 'biome', ['check', '--error-on-warnings'])),
    counted(() => runStep('typescript', 'tsc', ['--noEmit'])),
    counted(buildApplication),
  ])
  return results.reduce(add)
}

async function runStep(packageName: string, program: string, args: string[]): Promise<void> {
  const { code, output } = await runProgram(programOf(packageName, program), args)
  if (code !== 0) throw new Refusal(`${program} found problems:\n${output.trim()}`)
}

/** One failure, printed, when `run` throws; otherwise nothing to count. */
async function counted(run: () => Promise<unknown>): Promise<Counts> {
  try {
    await run()
    return { passed: 0, failed: 0, skipped: 0 }
  } catch (error) {
    say(error instanceof Refusal ? error.message : String((error as Error).stack))
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function runProjects(names: string[], filters: string[] = []): Promise<Counts> {
  const projects = names.flatMap((name) => ['--project', name])
  return runVitest(projects, filters)
}

async function runVitest(projects: string[], filters: string[]): Promise<Counts> {
  const file = `${RESULTS}/vitest.json`
  await rm(file, { force: true })
  const { code } = await runProgram(
    programOf('vitest'),
    [
      'run',
      ...projects,
      ...filters,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { echo: true },
  )
  return readVitest(file, code)
}

async function runPlaywright(filters: string[]): Promise<Counts> {
  const file = `${RESULTS}/playwright.json`
  await rm(file, { force: true })
  const { code } = await runProgram(
    programOf('@playwright/test', 'playwright'),
    ['test', ...filters],
    { echo: true },
  )
  return readPlaywright(file, code)
}
