import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Refusal } from '@/lib/refusal'
import { command, say } from './command'
import { addModel, type Parent } from './model-skeleton'

const SCHEMA = 'schema.zmodel'
const USAGE =
  'Say what a row is, and what it belongs to: npm run model -- Visit, npm run model -- Visit --study, or npm run model -- Visit --participant'

/** `npm run model -- NAME [--study | --participant]`: a skeleton of a new model in schema.zmodel. */
await command(async () => {
  const { name, parent } = requireArguments()
  const schema = await readFile(SCHEMA, 'utf8')
  const text = addModel(schema, name, parent)
  await writeFile(SCHEMA, text)
  const line = text.slice(0, text.indexOf(`model ${name} extends`)).split('\n').length
  say(`  written      ${SCHEMA}:${line}: write your fields there`)
  say(
    `  next         npm run db:migrate -- add-${name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`,
  )
})

function requireArguments(): { name: string; parent?: Parent } {
  try {
    const { values, positionals } = parseArgs({
      options: { study: { type: 'boolean' }, participant: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [name, ...more] = positionals
    if (!name || more.length > 0 || (values.study && values.participant)) throw new Refusal(USAGE)
    return { name, parent: values.participant ? 'Participant' : values.study ? 'Study' : undefined }
  } catch {
    throw new Refusal(USAGE)
  }
}
