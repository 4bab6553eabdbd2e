import { readFileSync } from 'node:fs'

/** The worked example as docs/models.md has it, so that the page and the test cannot differ. */

const page = readFileSync('docs/models.md', 'utf8')
const section = page.slice(page.indexOf('## A worked example'), page.indexOf('## What one gets'))

const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text.trim(),
  )

/** The block of schema.zmodel. */
export const model = blocks('zmodel')[0] ?? ''
/** The commands, in their order. */
export const commands = blocks('sh')

/** Replaces the skeleton of a model, with its comment, by what the developer writes. */
export function withModel(schema: string, name: string, text: string): string {
  const skeleton = new RegExp(`(?:^///.*\\n)*^model ${name} [\\s\\S]*?^\\}$`, 'm')
  return schema.replace(skeleton, () => text)
}
