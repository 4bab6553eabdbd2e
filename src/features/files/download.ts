import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { answering } from '@/lib/api/respond'
import { requireNoOtherSite } from '@/lib/api/same-origin'
import type { Identity } from '@/lib/auth/identity'
import { passOfSession } from '@/lib/auth/session-pass'
import { openDoor } from '@/lib/db/door'
import { recordExport } from '@/lib/db/record-read'
import { Rejection } from '@/lib/errors/rejection'
import { note, noteIdentity } from '@/lib/request-note'
import { objectKey, openDisk } from '@/lib/storage/disk'
import { kindOfMime } from '@/lib/storage/kinds'
import { readLink, signLink } from '@/lib/storage/link'
import { contentDisposition } from '@/lib/storage/names'
import { fileContent } from './queries'

/**
 * `GET /api/files/<id>?space=<slug>&as=inline|attachment`: asks the door for the file as the person who
 * is signed in, records that its content is taken, and leads to a link that works for a minute.
 */
export function openFile(request: Request, id: string): Promise<Response> {
  return answering(request, async (trace) => {
    note(request, { route: '/api/files/:file' })
    const query = new URL(request.url).searchParams
    const pass = await passOfSession(request, query.get('space') ?? '')
    requireNoOtherSite(request)
    if (!pass) throw noSuchFile()
    const { identity } = pass
    await requireFile(identity, id)
    const as = query.get('as') === 'inline' ? 'inline' : 'attachment'
    const way = as === 'inline' ? 'Preview' : 'Download'
    await recordExport(identity, 'File', { format: way }, trace, [id])
    const link = signLink({ fileId: id, ...identity, as })
    return new Response(null, {
      status: 303,
      headers: { location: `/api/files/content/${link}`, 'cache-control': 'private, no-store' },
    })
  })
}

/**
 * `GET /api/files/content/<link>`: the content, to whoever has the link, as long as the person whom it
 * was made for may still read the file. A link that is wrong, over or whose file is gone is "not found".
 */
export function sendContent(request: Request, token: string): Promise<Response> {
  return answering(request, async () => {
    note(request, { route: '/api/files/content/:link' })
    const link = readLink(token)
    if (!link) throw noSuchFile()
    const { fileId, spaceId, userId } = link
    noteIdentity(request, link)
    const file = await requireFile({ userId, spaceId }, fileId)
    const kind = kindOfMime(file.mime)
    const as = link.as === 'inline' && kind?.inline ? 'inline' : 'attachment'
    const type = as === 'inline' ? typeOf(file.mime) : 'application/octet-stream'
    return new Response(await streamOf(objectKey(spaceId, fileId), file.bytes), {
      headers: {
        ...SAFE,
        'content-type': type,
        'content-length': String(file.bytes),
        'content-disposition': contentDisposition(as, file.name, kind),
      },
    })
  })
}

/** Whatever the content is, the browser runs nothing of it and gives it to no other site. */
const SAFE = {
  'cache-control': 'private, no-store',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const typeOf = (mime: string) => (mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime)

async function requireFile(identity: Identity, id: string) {
  const file = await openDoor(identity).file.findFirst(fileContent(id))
  if (!file) throw noSuchFile()
  return file
}

const noSuchFile = () =>
  new Rejection('not_found', 'This file does not exist, or the link to it is no longer valid.')

/** @throws when the object is not the one that was stored: half a file must not look like a whole one. */
async function streamOf(key: string, bytes: number): Promise<ReadableStream<Uint8Array>> {
  const disk = await openDisk()
  const { contentLength } = await disk.getMetaData(key)
  if (contentLength !== bytes) throw new Error(`The object ${key} has ${contentLength} bytes.`)
  const stream: NodeStream<Uint8Array> = Readable.toWeb(await disk.getStream(key))
  return stream as ReadableStream<Uint8Array>
}
