import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Refusal } from '@/lib/refusal'
import { hashOf, unlessStamped } from './content-stamp'
import { programOf, runProgram } from './program'
import { NO_DATABASE, type OpenSchema, openSchema } from './schema-process'

const FOLDER = 'src/generated'
const PRISMA_SCHEMA = 'prisma/schema.prisma'

/** Agrees with schema.zmodel as long as src/generated does. */
export const GENERATED_STAMP = `${FOLDER}/stamp`

const SOURCES = [
  'schema.zmodel',
  'scripts/zenstack',
  'scripts/generated-code.ts',
  'scripts/schema-process.ts',
  'prisma.config.ts',
  'node_modules/zenstack/package.json',
  'node_modules/prisma/package.json',
]

/** schema.zmodel, read for its faults, and what generates from it. */
export const openForCode = (stop?: AbortSignal): Promise<OpenSchema> =>
  openSchema(`${FOLDER}/zenstack`, stop)

/**
 * Writes src/generated and prisma/schema.prisma from schema.zmodel, unless they are up to date.
 * @param opened schema.zmodel, where it was opened already.
 * @returns whether it was necessary.
 * @throws Refusal that says what to mend, before anything is written, when the schema has an error.
 */
export async function generateCode(stop?: AbortSignal, opened?: OpenSchema): Promise<boolean> {
  return unlessStamped(GENERATED_STAMP, await hashOf(SOURCES), async () => {
    const schema = opened ?? (await openForCode(stop))
    await writeFile(PRISMA_SCHEMA, schema.prisma)
    await Promise.all([schema.generate(), generatePrismaClient(stop)])
    await joinSchemas()
    await leaveUnchecked()
  })
}

async function generatePrismaClient(stop?: AbortSignal): Promise<void> {
  const { code, output } = await runProgram(
    programOf('prisma'),
    ['generate', '--schema', PRISMA_SCHEMA],
    { env: { DATABASE_URL: NO_DATABASE }, stop },
  )
  if (code !== 0) throw new Refusal(`schema.zmodel could not be generated:\n${output.trim()}`)
}

const SCHEMAS = `${FOLDER}/zenstack/zod`

/** What is asked of the schemas by name; the compiler need not know a thousand of them. */
const SCHEMA_TYPES = `import type { z } from 'zod/v3'
/** By the name that ZenStack gives it: ParticipantSchema, ParticipantCreateScalarSchema, ... */
export declare const models: Readonly<Record<string, z.AnyZodObject | undefined>>
/** By ParticipantInputSchema and the like; of each operation what it takes. */
export declare const input: Readonly<Record<string, Readonly<Record<string, z.ZodTypeAny>> | undefined>>
`

/**
 * Makes one file of the thousand in which ZenStack writes what values may be: whatever bundles, checks
 * or loads the application would go through them one by one, which is most of the time of a build.
 */
async function joinSchemas(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [`${SCHEMAS}/index.ts`],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
  })
  await rm(SCHEMAS, { recursive: true })
  await mkdir(SCHEMAS)
  await writeFile(`${SCHEMAS}/index.js`, outputFiles[0]?.contents ?? '')
  await writeFile(`${SCHEMAS}/index.d.ts`, SCHEMA_TYPES)
}

/**
 * Types of generated files are used, their insides are not ours to check: it is nine tenths of the
 * type checker's work.
 */
async function leaveUnchecked(): Promise<void> {
  const names = await readdir(FOLDER, { recursive: true })
  for (const name of names.filter((name) => name.endsWith('.ts'))) {
    const file = join(FOLDER, name)
    const text = await readFile(file, 'utf8')
    if (!text.includes('@ts-nocheck')) await writeFile(file, `// @ts-nocheck\n${text}`)
  }
}
