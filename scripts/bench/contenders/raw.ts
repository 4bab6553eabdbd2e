import { OPERATIONS, type Opener } from './contender'
import { callerOf, startServer } from './http'

/** Handwritten SQL behind a bare node:http server. */
export const openRaw: Opener = async (scene, sink) => {
  const [server, place] = await startServer('raw', scene)
  return callerOf(server, place, OPERATIONS, (operation, turn) => ({
    method: 'GET',
    path: `/${operation}/${turn}/${sink}`,
  }))
}
