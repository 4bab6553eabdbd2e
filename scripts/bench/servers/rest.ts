import { handleRest } from '@/lib/rest/handler'
import type { Scene } from '../data'
import { answerByHandler } from '../node-http'
import type { Served } from '../server'

/** Our REST API with a key: authentication, limits, log, rules, row-level security. */
export async function serveRest(scene: Scene): Promise<Served> {
  const frame = { origin: 'http://localhost', headers: {} }
  return {
    headers: {
      authorization: `Bearer ${scene.secret}`,
      'content-type': 'application/vnd.api+json',
    },
    answer: (incoming, outgoing) => {
      incoming.headers['x-forwarded-for'] = '127.0.0.1'
      void answerByHandler(handleRest, incoming, outgoing, frame)
    },
  }
}
