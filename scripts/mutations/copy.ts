import { spawn } from 'node:child_process'
import { appendFile, chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Refusal } from '@/lib/refusal'
import { linkTree } from '../link-tree'
import type { Mutation } from './mutations'

/** What is not the project itself, or is made anew. */
const LEFT_OUT = new Set(['node_modules', '.git', '.data', '.next', 'test-results'])
/** What `npm run generate` writes, and what mutations change. */
const KEPT = ['schema.zmodel', 'prisma', 'src/generated']

/** A copy of the project, in which guards can be taken away. */
export type Copy = {
  folder: string
  /** Takes one guard away; undefined, or why the code could not even be generated without it. */
  mutate(mutation: Mutation): Promise<string | undefined>
  /** Puts everything back. */
  restore(): Promise<void>
  remove(): Promise<void>
}

/** The folder is one that the user `postgres` may enter, for whom PostgreSQL runs when root starts it. */
export async function copyProject(): Promise<Copy> {
  const root = await mkdtemp(join(tmpdir(), 'studyspace-mutations-'))
  await chmod(root, 0o755)
  const [folder, clean] = [join(root, 'project'), join(root, 'clean')]
  const source = resolve('.')
  await cp(source, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(source, path)),
  })
  // Not one symbolic link: Next.js takes no module from outside of its folder. What tools keep below
  // node_modules is the copy's own.
  await linkTree(join(source, 'node_modules'), join(folder, 'node_modules'), ['.cache'])
  for (const path of KEPT) await cp(join(folder, path), join(clean, path), { recursive: true })
  return {
    folder,
    mutate: (mutation) => mutate(folder, mutation),
    async restore() {
      for (const path of KEPT) {
        await rm(join(folder, path), { recursive: true })
        await cp(join(clean, path), join(folder, path), { recursive: true })
      }
    },
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

async function mutate(folder: string, mutation: Mutation): Promise<string | undefined> {
  if ('sql' in mutation) {
    await appendFile(join(folder, 'prisma/tenancy.sql'), `\n${mutation.sql}\n`)
    return undefined
  }
  const file = join(folder, 'schema.zmodel')
  const schema = await readFile(file, 'utf8')
  const rewritten = mutation.rewrite(schema)
  if (rewritten === schema)
    throw new Refusal(`"${mutation.name}" changes nothing in schema.zmodel.`)
  await writeFile(file, rewritten)
  const { code, output } = await run('npm run generate', folder)
  if (code === 0) return undefined
  return /^\s+\w+: .*$/m.exec(output)?.[0].trim() ?? 'the schema is refused'
}

/**
 * Runs a command line in a folder and collects what it prints.
 * @param env instead of the environment of this process.
 */
export function run(
  command: string,
  folder: string,
  env?: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, {
      cwd: folder,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: env ?? process.env,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, output: stripVTControlCharacters(output) }))
  })
}
