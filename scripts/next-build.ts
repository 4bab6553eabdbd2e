import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '@/lib/refusal'
import { hashOf, unlessStamped } from './content-stamp'
import { GENERATED_STAMP } from './generated-code'
import { programOf, runProgram } from './program'

/**
 * What src/lib/env.ts wants when pages are collected. Placeholders, so that nothing of the machine
 * that builds can end in the build.
 */
const PLACEHOLDERS = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://localhost/none',
  APP_DATABASE_URL: 'postgresql://app@localhost/none',
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_URL: 'http://localhost:3000',
  AUTH_SECRET: 'only-while-building-0123456789abcdef',
}

const CONFIGURATION = [
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/**
 * Builds the application into .next unless the sources are those of the last build.
 * @returns whether it was necessary.
 * @throws Refusal with the compiler's output.
 */
export async function buildApplication(stop?: AbortSignal): Promise<boolean> {
  const content = await hashOf([...(await sourceFolders()), ...CONFIGURATION, 'public'])
  return unlessStamped('.next/studyspace-stamp', content, async () => {
    const { code, output } = await runProgram(programOf('next'), ['build'], {
      env: PLACEHOLDERS,
      stop,
    })
    if (code !== 0) throw new Refusal(`The application could not be built:\n${output.trim()}`)
  })
}

/** Everything below src; of the thousands of generated files only the stamp. */
async function sourceFolders(): Promise<string[]> {
  const names = (await readdir('src')).filter((name) => name !== 'generated').sort()
  return [...names.map((name) => join('src', name)), GENERATED_STAMP]
}
