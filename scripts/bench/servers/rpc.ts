import { getRequestListener } from '@hono/node-server'
import { encode } from 'next-auth/jwt'
import { exportRecords } from '@/features/data/export'
import { handleModelCall } from '@/lib/api/model-rpc'
import { SESSION_COOKIE } from '@/lib/auth/session-cookie'
import { startSession } from '@/lib/auth/sessions'
import { env } from '@/lib/env'
import { listenerOf } from '../../direct-api'
import type { Scene } from '../data'
import type { Served } from './served'

/** Our RPC with a session, as the pages use it, and the export that they offer. */
export async function serveRpc(scene: Scene): Promise<Served> {
  const token = { sid: await startSession(scene.userId) }
  const calls = listenerOf(handleModelCall)
  const files = getRequestListener(exportRecords, { overrideGlobalObjects: false })
  return {
    headers: {
      cookie: `${SESSION_COOKIE}=${await encode({ token, secret: env.AUTH_SECRET })}`,
      'x-space': scene.spaceId,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    answer: (incoming, outgoing) =>
      incoming.url?.startsWith('/api/data/export')
        ? void files(incoming, outgoing)
        : calls(incoming, outgoing),
  }
}
