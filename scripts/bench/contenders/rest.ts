import { BULK, codeAt, idAt, localeAt, type Opener, PAGE } from './contender'
import { callerOf, startServer } from './http'

/** Our REST API over HTTP. */
export const openRest: Opener = async (scene, sink) => {
  const [server, place] = await startServer('rest', scene)
  const participant = (code: string) => ({
    type: 'participant',
    attributes: { code },
    relationships: { study: { data: { type: 'study', id: sink } } },
  })
  const list = `/api/rest/participant?filter[study]=${scene.studyId}&sort=code&page[size]=${PAGE}`
  const operations = ['list', 'total', 'get', 'create', 'update', 'bulk'] as const
  return callerOf(server, place, operations, (operation, turn) => {
    const id = idAt(scene, turn)
    switch (operation) {
      case 'list':
        return { method: 'GET', path: list }
      case 'total':
        return { method: 'GET', path: `${list}&page[total]=true` }
      case 'get':
        return { method: 'GET', path: `/api/rest/participant/${id}` }
      case 'create': {
        const body = { data: participant(codeAt(sink, turn)) }
        return { method: 'POST', path: '/api/rest/participant', body }
      }
      case 'update': {
        const body = { data: { type: 'participant', id, attributes: { locale: localeAt(turn) } } }
        return { method: 'PATCH', path: `/api/rest/participant/${id}`, body }
      }
      default: {
        const operations = Array.from({ length: BULK }, (_, index) => ({
          op: 'add',
          data: participant(`${codeAt(sink, turn)}-${index}`),
        }))
        const body = { 'atomic:operations': operations }
        return { method: 'POST', path: '/api/rest/operations', body }
      }
    }
  })
}
