import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { openFile, sendContent } from '@/features/files/download'
import type { UploadQuery } from '@/features/files/protocol'
import { receiveFile } from '@/features/files/upload'
import { env } from '@/lib/env'
import { filesFolder } from './database'

type Sent = Partial<UploadQuery> & {
  cookie?: string
  space: string
  body?: Uint8Array | string | ReadableStream<Uint8Array>
  /** Announced bytes, where they are not those of the body; null announces nothing. */
  bytes?: number | null
  site?: string
  /** Aborted, the sender goes away. */
  signal?: AbortSignal
}

/** Uploads as the interface does. */
export async function upload({
  cookie,
  body = 'hello',
  bytes,
  site = 'same-origin',
  signal,
  ...given
}: Sent) {
  const query = new URLSearchParams({ name: 'hello.txt', upload: randomUUID(), ...given })
  const size =
    bytes === undefined && !(body instanceof ReadableStream) ? Buffer.byteLength(body) : bytes
  const request = new Request(`${env.APP_URL}/api/files?${query}`, {
    method: 'POST',
    headers: {
      'sec-fetch-site': site,
      ...(cookie && { cookie }),
      ...(size !== null && size !== undefined && { 'content-length': String(size) }),
    },
    body: body as BodyInit,
    duplex: 'half',
    signal,
  } as RequestInit)
  const response = await receiveFile(request)
  return { status: response.status, body: await response.json() }
}

type Asked = { cookie?: string; space: string; id: string; as?: string; site?: string }

/** Asks for a file; `link` is what stands in the address that the answer leads to. */
export async function askFor({
  cookie,
  space,
  id,
  as = 'attachment',
  site = 'same-origin',
}: Asked) {
  const headers = { 'sec-fetch-site': site, ...(cookie && { cookie }) }
  const url = `${env.APP_URL}/api/files/${id}?${new URLSearchParams({ space, as })}`
  const response = await openFile(new Request(url, { headers }), id)
  const location = response.headers.get('location') ?? ''
  return { status: response.status, link: location.split('/').at(-1) ?? '' }
}

/** Follows a link, with nothing but the link. */
export const follow = (link: string) =>
  sendContent(new Request(`${env.APP_URL}/api/files/content/${link}`), link)

/** Everything that lies in the folder of this test file's server, as keys. */
export async function objectsOnDisk(): Promise<string[]> {
  const spaces = await readdir(filesFolder)
  const keys = await Promise.all(
    spaces.map(async (space) =>
      (await readdir(`${filesFolder}/${space}`).catch(gone)).map((id) => `${space}/${id}`),
    ),
  )
  return keys.flat().sort()
}

/** A folder that the server removed since it was seen has nothing in it. */
function gone(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}

/** A body that sends its pieces and then breaks. */
export function brokenBody(...pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift()
      if (piece) controller.enqueue(piece)
      else controller.error(new Error('The connection was lost.'))
    },
  })
}
