import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import packaged from '@sparticuz/chromium'

/** Where distributions and installers put Chromium and Chrome. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A browser to launch: program and arguments. */
export interface Browser {
  executablePath: string
  args: string[]
}

/**
 * Playwright's own Chromium; otherwise the one that ships inside an npm package, which exists for
 * Linux only and takes two thirds of the time of an installed one, because it has no window to draw;
 * otherwise an installed one.
 */
export async function findChromium(): Promise<Browser> {
  // The tests open nothing but our own pages, and the sandbox is not available in many containers.
  // Without the arguments that the package suggests: they switch off web security, and with its
  // single process the browser ends when a test closes a context.
  const args = ['--no-sandbox']
  const own = chromium.executablePath()
  if (existsSync(own)) return { executablePath: own, args }
  const inPackage = process.platform === 'linux' ? await packagedChromium() : undefined
  const executablePath = inPackage ?? INSTALLED.find((file) => existsSync(file))
  if (executablePath) return { executablePath, args }
  throw new Error(
    `No Chromium or Chrome was found on this ${process.platform} machine: install Chrome, or run npx playwright install chromium.`,
  )
}

/** Unpacked at the first call; undefined where it does not run (another processor, a missing library). */
async function packagedChromium(): Promise<string | undefined> {
  try {
    const file = await packaged.executablePath()
    await promisify(execFile)(file, ['--version'])
    return file
  } catch {
    return undefined
  }
}
