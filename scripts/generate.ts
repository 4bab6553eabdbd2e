import './environment'
import { command, step } from './command'
import { generateCode } from './generated-code'

await command(async () => {
  await step(
    'generate',
    () => generateCode(),
    (done) => (done ? 'src/generated written' : 'up to date'),
  )
})
