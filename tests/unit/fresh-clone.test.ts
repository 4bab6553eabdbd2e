import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/**
 * A fresh clone has no src/generated. A script that needs it by a static import would end with a stack
 * before it could generate anything; it has to import it late.
 */

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}
const entries = [
  ...new Set(Object.values(scripts).flatMap((line) => /scripts\/\S+\.ts/.exec(line)?.[0] ?? [])),
]

test('there are scripts to look at', () => {
  expect(entries).toContain('scripts/start.ts')
})

test.each(entries)('%s starts without generated code', async (entry) => {
  const { metafile } = await build({
    entryPoints: [entry],
    outdir: 'nowhere',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: ['@/generated/*'],
    packages: 'external',
    alias: { '@/lib': './src/lib' },
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  const outputs = metafile.outputs
  const begin = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entry) ?? ''
  const needed = new Set([begin])
  for (const file of needed) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') needed.add(path)
    }
  }
  expect([...needed].filter((path) => path.startsWith('@/generated'))).toEqual([])
})
