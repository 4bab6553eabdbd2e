import './environment'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { generateCode } from './generated-code'
import { type Copy, copyProject, run } from './mutations/copy'
import { type Mutation, mutationsOf } from './mutations/mutations'
import { cell, isOpen, readResults, SURVIVED, writeResults } from './mutations/table'

/**
 * `npm run isolation:mutations`: takes the guards of the border between spaces away, one at a time, in
 * a copy of the project, and runs the isolation suite, which has to go red each time. Writes the table
 * into docs/isolation.md after each, so that a run can be cut short and continued. Takes an hour or two.
 *
 * --list             only names the mutations
 * --only TEXT        those whose name contains it
 * --missing          those without a result in the table that goes red
 * --command LINE     another suite; it has to stop at the first failure to be quick
 */
const isolation = (file: string) =>
  `npx vitest run --project isolation --bail 1 tests/isolation/${file}`
const BORDER = 'npm run test:isolation -- --bail 1'
const TRAIL =
  'npx vitest run --project policy --bail 1 tests/policy/audit tests/policy/guards tests/policy/participants'
/** What is likeliest to miss a guard of each layer, and quick. */
const FIRST: Record<Mutation['layer'], string> = {
  rule: isolation('rules-alone'),
  key: isolation('raw-sql'),
  policy: isolation('raw-sql'),
  right: isolation('raw-sql'),
  trigger: `npx vitest run --project isolation --project policy --bail 1 tests/isolation/trail tests/policy/guards`,
}

/** What has to go red, the likelier one first. */
const suitesOf = ({ layer }: Pick<Mutation, 'layer'>) =>
  options.command ? [options.command] : [...new Set([FIRST[layer], BORDER, TRAIL])]

const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean' },
    only: { type: 'string' },
    missing: { type: 'boolean' },
    command: { type: 'string' },
  },
})

await command(async () => {
  await generateCode()
  const { tables } = await import('@/generated/tenancy')
  const all = mutationsOf(await readFile('schema.zmodel', 'utf8'), tables)
  const results = await readResults()
  const chosen = all
    .filter(({ name }) => !options.only || name.includes(options.only))
    .filter(({ name }) => !options.missing || isOpen(results.get(name)))
  if (options.list) {
    for (const { layer, name } of chosen) say(`${layer.padEnd(8)} ${name}`)
    return
  }
  const survivors = await withCopy(async (copy) => {
    await requireGreen(copy)
    for (const [index, mutation] of chosen.entries()) {
      const result = await resultOf(copy, mutation)
      say(`${index + 1}/${chosen.length} ${mutation.name}: ${result}`)
      results.set(mutation.name, cell(result))
      await writeResults(all, results)
    }
    return chosen.filter(({ name }) => isOpen(results.get(name)))
  })
  if (survivors.length > 0) {
    throw new Refusal(`Nobody misses these: ${survivors.map(({ name }) => name).join('; ')}.`)
  }
})

async function withCopy<Result>(work: (copy: Copy) => Promise<Result>): Promise<Result> {
  const copy = await copyProject()
  try {
    return await work(copy)
  } finally {
    await copy.remove()
  }
}

/** @throws Refusal when the suite fails with every guard in place, which would prove nothing. */
async function requireGreen(copy: Copy): Promise<void> {
  for (const suite of suitesOf({ layer: 'trigger' })) {
    const { code, output } = await run(suite, copy.folder)
    if (code !== 0) throw new Refusal(`The suite is red with every guard in place:\n${output}`)
  }
}

/** What goes red without a guard. */
async function resultOf(copy: Copy, mutation: Mutation): Promise<string> {
  try {
    const refused = await copy.mutate(mutation)
    if (refused !== undefined) return `the schema does not generate: ${refused}`
    for (const suite of suitesOf(mutation)) {
      const { code, output } = await run(suite, copy.folder)
      if (code !== 0) return failureIn(output)
    }
    return SURVIVED
  } catch (error) {
    if (error instanceof Refusal) return `${SURVIVED}: ${error.message}`
    throw error
  } finally {
    await copy.restore()
  }
}

/**
 * The first test that failed.
 * @throws Refusal when there is none: a suite that could not begin has not found anything out.
 */
function failureIn(output: string): string {
  const [, failed] = /^\s*FAIL\b.*?(tests\/.* > .*)$/m.exec(output) ?? []
  if (!failed) throw new Refusal(`the suite did not run (${output.trim().slice(-300)})`)
  return failed.trim()
}
