import { readFile } from 'node:fs/promises'

/** How many tests ended how. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** Adds `more` to `total` and returns `total`. */
export function add(total: Counts, more: Counts): Counts {
  total.passed += more.passed
  total.failed += more.failed
  total.skipped += more.skipped
  return total
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** Counts of vitest's JSON report; a file that could not even be loaded counts as one failure. */
export async function readVitest(file: string, code: number): Promise<Counts> {
  const report = await readReport<VitestReport>(file)
  if (!report) return withExitCode({ passed: 0, failed: 0, skipped: 0 }, code)
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return withExitCode(counts, code)
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

/** Counts of Playwright's JSON report. */
export async function readPlaywright(file: string, code: number): Promise<Counts> {
  const stats = (await readReport<PlaywrightReport>(file))?.stats
  if (!stats) return withExitCode({ passed: 0, failed: 0, skipped: 0 }, code)
  const { expected: passed, unexpected, flaky, skipped } = stats
  return withExitCode({ passed, failed: unexpected + flaky, skipped }, code)
}

/** A runner that failed without a failed test (in its setup, for example) is a failure all the same. */
function withExitCode(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function readReport<Report>(file: string): Promise<Report | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Report)
}
