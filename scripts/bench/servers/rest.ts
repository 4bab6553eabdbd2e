import { handleRest } from '@/lib/rest/handler'
import { listenerOf } from '../../direct-api'
import type { Scene } from '../data'
import type { Served } from './served'

/** Our REST API with a key: authentication, limits, log, rules, row-level security. */
export async function serveRest(scene: Scene): Promise<Served> {
  return {
    headers: {
      authorization: `Bearer ${scene.secret}`,
      'x-forwarded-for': '127.0.0.1',
      'content-type': 'application/vnd.api+json',
    },
    answer: listenerOf(handleRest),
  }
}
