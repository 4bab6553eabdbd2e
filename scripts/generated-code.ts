import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Refusal } from '@/lib/refusal'
import { hashOf, unlessStamped } from './content-stamp'
import { programOf, runProgram } from './program'
import { NO_DATABASE, type OpenSchema, openSchema } from './schema-process'

const FOLDER = 'src/generated'
const PRISMA_SCHEMA = 'prisma/schema.prisma'
/** What is written beside src/generated. */
const BESIDE = [PRISMA_SCHEMA, 'prisma/tenancy.sql']

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
  const write = async () => {
    const schema = opened ?? (await openForCode(stop))
    await writeFile(PRISMA_SCHEMA, schema.prisma)
    await Promise.all([schema.generate(), generatePrismaClient(stop)])
    await joinInputSchemas()
    await leaveUnchecked()
  }
  return unlessStamped(GENERATED_STAMP, await hashOf(SOURCES), write, BESIDE)
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

/** ZenStack's handler asks for them by name, which no type tells. */
const INPUT_TYPES = 'export {}\n'

/**
 * Makes one file of the thousand in which ZenStack writes what calls may say: whatever bundles, checks
 * or loads the application would go through them one by one. What the values of a model may be stays
 * beside it, file by file, because pages use it too.
 */
async function joinInputSchemas(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [`${SCHEMAS}/input/index.ts`],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
  })
  for (const folder of ['input', 'objects']) await rm(`${SCHEMAS}/${folder}`, { recursive: true })
  await mkdir(`${SCHEMAS}/input`)
  await writeFile(`${SCHEMAS}/input/index.js`, outputFiles[0]?.contents ?? '')
  await writeFile(`${SCHEMAS}/input/index.d.ts`, INPUT_TYPES)
  const parts = ['models', 'enums', 'input'].map((part) => `export * as ${part} from './${part}'\n`)
  await writeFile(`${SCHEMAS}/index.ts`, parts.join(''))
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
