import { responseOf } from '@/lib/api/reply'
import { handleRest } from '@/lib/rest/handler'

export type RestAnswer = {
  status: number
  headers: Headers
  text: string
  // Documents are looked at by their members; what is not there is undefined.
  json: Document
}

type Resource = {
  type: string
  id: string
  attributes: Record<string, unknown>
  relationships: Record<string, { data?: { type: string; id: string } | null; links?: object }>
}
type Document = {
  data: Resource & Resource[]
  included: Resource[]
  links: { self: string; next: string | null }
  meta: { total: number; totalIsCapped: boolean }
  errors: {
    code: string
    status: string
    detail: string
    source?: { pointer?: string; parameter?: string }
  }[]
  'atomic:results': { data: Resource }[]
}

export type RestCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<RestAnswer>

/** Calls of `/api/rest` with a key, by the handler that the server has. */
export function restClient(secret: string | null): RestCall {
  return async (method, path, body, given = {}) => {
    const headers = new Headers({ 'x-forwarded-for': '203.0.113.5', ...given })
    if (secret) headers.set('authorization', `Bearer ${secret}`)
    if (body !== undefined && !headers.has('content-type')) {
      headers.set('content-type', 'application/vnd.api+json')
    }
    const url = path.startsWith('/api/') ? path : `/api/rest/${path}`
    const request = new Request(new URL(url, 'http://localhost:3000'), {
      method,
      headers,
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    })
    const response = responseOf(await handleRest(request))
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') && text
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as Document,
    }
  }
}

/** A resource object to be made. */
export const newStudy = (key: string, attributes: object = {}) => ({
  data: { type: 'study', attributes: { key, title: `Study ${key}`, ...attributes } },
})

export const newParticipant = (studyId: string, code: string, attributes: object = {}) => ({
  data: {
    type: 'participant',
    attributes: { code, ...attributes },
    relationships: { study: { data: { type: 'study', id: studyId } } },
  },
})
