import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const SOURCE = 'src/generated'

/**
 * Where tests find the generated code: below node_modules, so that Node.js loads it as it is instead
 * of the test runner transforming a thousand files for every run.
 */
export const GENERATED_BUNDLE = 'node_modules/.cache/studyspace/generated'

/** Bundles what the server uses of the generated code into a few files; takes a second. */
export async function bundleGenerated(): Promise<void> {
  const schemas = await readdir(join(SOURCE, 'zenstack/zod/models'))
  const names = [
    ...['access', 'studio', 'tenancy', 'prisma/client', 'prisma/enums'],
    ...['zenstack/zod', 'zenstack/zod/models'],
    ...['zenstack/client', 'zenstack/enhance', 'zenstack/model-meta', 'zenstack/policy'],
    ...schemas
      .filter((file) => file.endsWith('.schema.ts'))
      .map((file) => `zenstack/zod/models/${file.slice(0, -'.ts'.length)}`),
  ]
  await build({
    entryPoints: names.map((name) => ({ in: `./${SOURCE}/${name}`, out: name })),
    outdir: GENERATED_BUNDLE,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // One copy of each module, however many entries lead to it.
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  })
}
