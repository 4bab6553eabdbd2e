import { startRestServer } from './rest-server'

/** A process that does nothing but serve `/api/rest`, to be killed by a test, which is told where it is. */
const { url } = await startRestServer()
process.send?.(url)
