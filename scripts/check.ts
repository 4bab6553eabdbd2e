import './environment'
import { Refusal } from '@/lib/refusal'
import { command, step } from './command'
import { generateCode } from './generated-code'
import { programOf, runProgram } from './program'

/** `npm run check`: lint, format and types of everything. */
await command(async () => {
  await step(
    'generate',
    () => generateCode(),
    (done) => (done ? 'code written' : 'up to date'),
  )
  const [lint, types] = await Promise.all([
    runProgram(programOf('@biomejs/biome', 'biome'), ['check', '--error-on-warnings'], {
      echo: true,
    }),
    runProgram(programOf('typescript', 'tsc'), ['--noEmit'], { echo: true }),
  ])
  const failed = [lint.code !== 0 && 'lint', types.code !== 0 && 'types'].filter(Boolean)
  if (failed.length > 0) throw new Refusal(`Not in order: ${failed.join(' and ')}, see above.`)
})
