import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { GENERATED_BUNDLE } from './tests/support/generated-bundle.ts'

// An odd zone (+12:45, daylight saving in the southern summer) shows every hidden use of local time.
process.env.TZ = 'Pacific/Chatham'

const shared = {
  resolve: {
    alias: [
      {
        find: /^@\/generated\/(?!hooks)(.*)$/,
        replacement: `${fileURLToPath(new URL(GENERATED_BUNDLE, import.meta.url))}/$1.mjs`,
      },
      { find: '@', replacement: fileURLToPath(new URL('./src', import.meta.url)) },
    ],
  },
}

/**
 * Milliseconds after which a test hangs rather than waits: on a machine that does other work too,
 * everything takes many times as long. No test says anything about time.
 */
const BUSY = 90_000

/** Processes are shared by test files, modules are not (tests/support/fresh-modules.ts). */
const sharedProcess = { isolate: false, sequence: { setupFiles: 'list' as const } }
const FRESH = 'tests/support/fresh-modules.ts'

export default defineConfig({
  ...shared,
  test: {
    globalSetup: 'tests/global-setup.ts',
    // Vitest leaves one processor free by itself; these tests wait for PostgreSQL half of the time.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: [FRESH, 'tests/support/console-errors.ts'],
          ...sharedProcess,
          testTimeout: BUSY,
        },
      },
      {
        ...shared,
        test: {
          name: 'policy',
          include: ['tests/policy/**/*.test.ts'],
          setupFiles: [FRESH, 'tests/support/console-errors.ts', 'tests/support/database.ts'],
          ...sharedProcess,
          testTimeout: BUSY,
          hookTimeout: BUSY,
        },
      },
      {
        ...shared,
        test: {
          name: 'isolation',
          include: ['tests/isolation/**/*.test.ts'],
          globalSetup: 'tests/isolation/global-setup.ts',
          ...sharedProcess,
          setupFiles: [
            FRESH,
            'tests/support/console-errors.ts',
            'tests/support/database.ts',
            'tests/isolation/cases.ts',
          ],
          testTimeout: 2 * BUSY,
          hookTimeout: BUSY,
        },
      },
      {
        ...shared,
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          setupFiles: [FRESH, 'tests/support/console-errors.ts', 'tests/support/database.ts'],
          ...sharedProcess,
          testTimeout: 2 * BUSY,
          hookTimeout: 2 * BUSY,
        },
      },
      {
        ...shared,
        test: {
          name: 'developer',
          include: ['tests/developer/**/*.test.ts'],
          setupFiles: ['tests/support/console-errors.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
})
