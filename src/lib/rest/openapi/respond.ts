import { isKnown } from '../etag'
import { publishedDocument } from './document'

/** `GET /api/openapi.json`, for anybody: it says what the installation does and nothing of any space. */
export function respondOpenApi(request: Request): Response {
  const { text, etag } = publishedDocument()
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    etag,
  }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers })
}
