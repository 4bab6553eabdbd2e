import { codeAt, idAt, localeAt, type Opener, PAGE } from './contender'
import { type Asked, callerOf, startServer } from './http'

/** Our RPC over HTTP; what pages list with a total are two calls, so that is not among them. */
export const openRpc: Opener = async (scene, sink) => {
  const [server, place] = await startServer('rpc', scene)
  const read = (operation: string, args: object): Asked => ({
    method: 'GET',
    path: `/api/model/participant/${operation}?q=${encodeURIComponent(JSON.stringify(args))}`,
  })
  const operations = ['list', 'get', 'create', 'update', 'export'] as const
  return callerOf(server, place, operations, (operation, turn) => {
    const where = { id: idAt(scene, turn) }
    const path = (name: string) => `/api/model/participant/${name}`
    switch (operation) {
      case 'list': {
        const orderBy = [{ code: 'asc' }, { id: 'asc' }]
        return read('findMany', { where: { studyId: scene.studyId }, orderBy, take: PAGE })
      }
      case 'get':
        return read('findUnique', { where })
      case 'create': {
        const body = { data: { studyId: sink, code: codeAt(sink, turn) } }
        return { method: 'POST', path: path('create'), body }
      }
      case 'update': {
        const body = { where, data: { locale: localeAt(turn) } }
        return { method: 'PUT', path: path('update'), body }
      }
      default: {
        const search = `space=${scene.archive.spaceId}&model=participant&format=csv`
        return { method: 'GET', path: `/api/data/export?${search}` }
      }
    }
  })
}
