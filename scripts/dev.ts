import './env-file'
import './environment'
import { command } from './command'
import { launch } from './launch'

await command(() => launch({ dev: true }))
