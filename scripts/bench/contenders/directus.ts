import { listenForDirectus, tokenOf } from '../peers/directus'
import { BULK, codeAt, idAt, localeAt, OPERATIONS, type Opener, PAGE } from './contender'
import { callerOf } from './http'

/** Directus over HTTP, as a user whose policy has one rule: of this space. */
export const openDirectus: Opener = async (scene, sink) => {
  const [server, port] = await listenForDirectus(scene.directusUrl ?? '')
  const authorization = `Bearer ${tokenOf(scene.spaceId)}`
  const place = { port, headers: { authorization, 'content-type': 'application/json' } }
  const items = '/items/Participant'
  const list = `${items}?filter[studyId][_eq]=${scene.studyId}&sort=code,id&limit=${PAGE}`
  return callerOf(server, place, OPERATIONS, (operation, turn) => {
    const id = idAt(scene, turn)
    switch (operation) {
      case 'list':
        return { method: 'GET', path: list }
      case 'total':
        return { method: 'GET', path: `${list}&meta=filter_count` }
      case 'get':
        return { method: 'GET', path: `${items}/${id}` }
      case 'create': {
        const body = { studyId: sink, code: codeAt(sink, turn) }
        return { method: 'POST', path: items, body }
      }
      case 'update':
        return { method: 'PATCH', path: `${items}/${id}`, body: { locale: localeAt(turn) } }
      case 'bulk': {
        const body = Array.from({ length: BULK }, (_, index) => ({
          ...{ studyId: sink, code: `${codeAt(sink, turn)}-${index}` },
        }))
        return { method: 'POST', path: items, body }
      }
      default: {
        const headers = { authorization: `Bearer ${tokenOf(scene.archive.spaceId)}` }
        const path = `${items}?export=csv&limit=-1&sort=-createdAt,-id`
        return { method: 'GET', path, headers }
      }
    }
  })
}
