import { format } from 'node:util'
import { afterEach, beforeEach, vi } from 'vitest'

let errors: string[] = []

beforeEach(() => {
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
    errors.push(format(...args))
  })
})

afterEach(() => {
  const unexpected = takeConsoleErrors()
  if (unexpected.length > 0) throw new Error(`console.error was called: ${unexpected.join('\n')}`)
})

/** What console.error got since the test began, for a test that expects it; then forgotten. */
export function takeConsoleErrors(): string[] {
  const taken = errors
  errors = []
  return taken
}
