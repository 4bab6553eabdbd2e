import { existsSync } from 'node:fs'
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
 * Playwright's own Chromium or an installed one; otherwise the one that ships inside an npm package,
 * which exists for Linux only. It is unpacked at the first call.
 */
export async function findChromium(): Promise<Browser> {
  // The tests open nothing but our own pages, and the sandbox is not available in many containers.
  const args = ['--no-sandbox']
  const found = [chromium.executablePath(), ...INSTALLED].find((file) => existsSync(file))
  if (found) return { executablePath: found, args }
  if (process.platform !== 'linux') {
    throw new Error(
      `No Chromium or Chrome was found on this ${process.platform} machine: install Chrome, or run npx playwright install chromium.`,
    )
  }
  // Without the arguments it suggests: they switch off web security, and with its single process the
  // browser ends when a test closes a context.
  return { executablePath: await packaged.executablePath(), args }
}
