import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/support/chromium'

const launchOptions = await findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e-setup.ts',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Only a page that hangs reaches these, also where the machine has other work.
  timeout: 360_000,
  expect: { timeout: 90_000 },
  use: {
    actionTimeout: 90_000,
    navigationTimeout: 90_000,
    // Set by the global setup, which starts the server on a free port.
    baseURL: process.env.E2E_URL,
    launchOptions,
    locale: 'en-GB',
    // An odd zone (+5:45), and another one than the server's.
    timezoneId: 'Asia/Kathmandu',
    // Recording costs a fifth of the time; `npm run test:e2e -- --trace on` has it.
    trace: 'off',
  },
  projects: [
    { name: 'wide', grepInvert: /@phone/, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      grepInvert: /@wide/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    },
  ],
})
