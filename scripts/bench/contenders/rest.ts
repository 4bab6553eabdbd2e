import { createServer } from 'node:http'
import { disconnect } from '@/lib/db/system'
import { handleRest } from '@/lib/rest/handler'
import { listenerOf } from '../../direct-api'
import { BULK, codeAt, idAt, OPERATIONS, type Opener, PAGE } from './contender'
import { httpWorks } from './http'
import { localeAt } from './raw'

/** Our REST API over HTTP with a key: authentication, limits, log, rules, row-level security. */
export const openRest: Opener = async (scene, sink) => {
  const server = createServer(listenerOf(handleRest))
  const headers = {
    authorization: `Bearer ${scene.secret}`,
    'x-forwarded-for': '127.0.0.1',
    'content-type': 'application/vnd.api+json',
  }
  const participant = (code: string) => ({
    type: 'participant',
    attributes: { code },
    relationships: { study: { data: { type: 'study', id: sink } } },
  })
  const list = `/api/rest/participant?filter[study]=${scene.studyId}&sort=code&page[size]=${PAGE}`
  const http = await httpWorks(server, (operation, turn) => {
    const id = idAt(scene, turn)
    switch (operation) {
      case 'list':
        return { method: 'GET', path: list, headers }
      case 'total':
        return { method: 'GET', path: `${list}&page[total]=true`, headers }
      case 'get':
        return { method: 'GET', path: `/api/rest/participant/${id}`, headers }
      case 'create': {
        const body = { data: participant(codeAt(sink, turn)) }
        return { method: 'POST', path: '/api/rest/participant', headers, body }
      }
      case 'update': {
        const body = { data: { type: 'participant', id, attributes: { locale: localeAt(turn) } } }
        return { method: 'PATCH', path: `/api/rest/participant/${id}`, headers, body }
      }
      default: {
        const operations = Array.from({ length: BULK }, (_, index) => ({
          op: 'add',
          data: participant(`${codeAt(sink, turn)}-${index}`),
        }))
        const body = { 'atomic:operations': operations }
        return { method: 'POST', path: '/api/rest/operations', headers, body }
      }
    }
  })
  return {
    works: Object.fromEntries(OPERATIONS.map((operation) => [operation, http.work(operation)])),
    close: async () => {
      await http.close()
      await disconnect()
    },
  }
}
