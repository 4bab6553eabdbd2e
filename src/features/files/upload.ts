import { z } from 'zod'
import { answering, respond } from '@/lib/api/respond'
import { requireSameOrigin } from '@/lib/api/same-origin'
import { canRole } from '@/lib/auth/access'
import { passOfSession } from '@/lib/auth/session-pass'
import { openDoor } from '@/lib/db/door'
import { NO_RIGHT, Rejection } from '@/lib/errors/rejection'
import { cleanName } from '@/lib/storage/names'
import { storeUpload } from '@/lib/storage/upload'
import { UPLOAD_NAME, type UploadAnswer } from './protocol'
import { fileInPlace, folderById } from './queries'

/**
 * `POST /api/files`, described in protocol.ts. 201 for a new file; 200 when the same upload has
 * arrived before.
 */
export function receiveFile(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    const { given, actor } = await requirePlace(request)
    const announced = request.headers.get('content-length')
    const bytes = announced === null ? -1 : Number(announced)
    const upload = { body: request.body, bytes, signal: request.signal }
    const { file, created } = await storeUpload(actor, given, upload, trace)
    const { id, name } = file
    return respond({ file: { id, name } } satisfies UploadAnswer, created ? 201 : 200)
  })
}

const address = z.object({
  space: z.string(),
  folder: z.string().optional(),
  name: z.string().min(1).max(1_000),
  upload: z.uuid(),
  same: z.literal('keep').optional(),
})

/** Who sends what to where. What can be refused is refused before the first byte is stored. */
async function requirePlace(request: Request) {
  const parameters = new URL(request.url).searchParams
  const pass = await passOfSession(request, parameters.get('space') ?? '')
  requireSameOrigin(request)
  const query = address.safeParse(Object.fromEntries(parameters))
  if (!query.success) throw new Rejection('bad_request', 'Name the space, the file and the upload.')
  const { folder = null, upload: uploadId, same } = query.data
  const name = cleanName(query.data.name)
  if (!name) throw new Rejection('invalid', UPLOAD_NAME)
  if (!pass) throw noSuchFolder()
  if (!canRole(pass.role, 'File', 'update')) throw new Rejection('forbidden', NO_RIGHT)
  const actor = pass.identity
  const db = openDoor(actor)
  if (folder !== null && !(await db.folder.findFirst(folderById(folder)))) throw noSuchFolder()
  const there = same ? null : await db.file.findFirst(fileInPlace(folder, name))
  if (there && there.uploadId !== uploadId) throw nameTaken(name)
  return { actor, given: { name, folderId: folder, uploadId, keepBoth: same === 'keep' } }
}

const noSuchFolder = () =>
  new Rejection('not_found', 'This folder does not exist, or you have no access to it.')

const nameTaken = (name: string) =>
  new Rejection('conflict', `There is a file “${name}” in this folder already.`, {
    name: 'This is taken already. Choose another one.',
  })
