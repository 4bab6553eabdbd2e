import { createServer } from 'node:http'
import { encode } from 'next-auth/jwt'
import { handleModelCall } from '@/lib/api/model-rpc'
import { SESSION_COOKIE } from '@/lib/auth/session-cookie'
import { startSession } from '@/lib/auth/sessions'
import { disconnect } from '@/lib/db/system'
import { env } from '@/lib/env'
import { listenerOf } from '../../direct-api'
import { codeAt, idAt, type Opener, PAGE } from './contender'
import { httpWorks } from './http'
import { localeAt } from './raw'

/** Our RPC over HTTP with a session, as the pages use it. */
export const openRpc: Opener = async (scene, sink) => {
  const server = createServer(listenerOf(handleModelCall))
  const token = { sid: await startSession(scene.userId) }
  const headers = {
    cookie: `${SESSION_COOKIE}=${await encode({ token, secret: env.AUTH_SECRET })}`,
    'x-space': scene.spaceId,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  }
  const read = (operation: string, args: object) => ({
    ...{ method: 'GET', headers },
    path: `/api/model/participant/${operation}?q=${encodeURIComponent(JSON.stringify(args))}`,
  })
  const http = await httpWorks(server, (operation, turn) => {
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
        return { method: 'POST', path: path('create'), headers, body }
      }
      default: {
        const body = { where, data: { locale: localeAt(turn) } }
        return { method: 'PUT', path: path('update'), headers, body }
      }
    }
  })
  const works = Object.fromEntries(
    ['list', 'get', 'create', 'update'].map((operation) => [operation, http.work(operation)]),
  )
  return {
    works,
    close: async () => {
      await http.close()
      await disconnect()
    },
  }
}
