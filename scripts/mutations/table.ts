import { readFile, writeFile } from 'node:fs/promises'
import type { Mutation } from './mutations'

const FILE = 'docs/isolation.md'
const BEGIN = '<!-- mutations: written by npm run isolation:mutations -->'
const END = '<!-- end of mutations -->'

/** What happened without each guard, by the name of the mutation: the test that went red, or SURVIVED. */
export type Results = Map<string, string>

export const SURVIVED = '**nothing**'

/** Whether a mutation is still to be caught. */
export const isOpen = (result = SURVIVED): boolean => result.startsWith(SURVIVED)

/** The results of earlier runs. */
export async function readResults(): Promise<Results> {
  const rows = around(await readFile(FILE, 'utf8'))
    .table.split('\n')
    .slice(5)
  return new Map(
    rows.flatMap((row) => {
      const [, name, , result] = row.split(/(?<!\\)\|/).map((cell) => cell.trim())
      return name && result ? [[name, result] as const] : []
    }),
  )
}

/** Writes the table; mutations that were never tried are left out. */
export async function writeResults(mutations: Mutation[], results: Results): Promise<void> {
  const tried = mutations.filter(({ name }) => results.has(name))
  const caught = tried.filter(({ name }) => !isOpen(results.get(name))).length
  const lines = [
    `${tried.length} guards taken away, one at a time; without ${caught} of them the suite goes red.`,
    '',
    '| taken away | layer | what goes red |',
    '| --- | --- | --- |',
    ...tried.map(({ name, layer }) => `| ${name} | ${layer} | ${results.get(name)} |`),
  ]
  const { before, after } = around(await readFile(FILE, 'utf8'))
  await writeFile(FILE, `${before}\n${lines.join('\n')}\n${after}`)
}

/** As a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The page, cut at its table. */
function around(text: string): { before: string; table: string; after: string } {
  const [start, end] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)]
  if (start < BEGIN.length || end < start) {
    throw new Error(`${FILE} has no place for the table of mutations.`)
  }
  return { before: text.slice(0, start), table: text.slice(start, end), after: text.slice(end) }
}
