import type { File as StoredFile } from '@/generated/prisma/client'
import type { Identity, Trace } from '../auth/identity'
import { transactAs } from '../db/door'
import { ruleOf } from '../db/rules'
import { type SystemTransaction, system } from '../db/system'
import { uuid7 } from '../db/uuid7'
import { problemOf } from '../errors/problem'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { objectKey, openDisk } from './disk'
import { type Measured, openIntake } from './intake'
import { contentOf, type Kind, kindOfName } from './kinds'
import { fileLimit, limitText } from './limit'
import { cleanName, freeName, splitName } from './names'

/**
 * Stores one file: the object first, then its row, so that there is no file without content. Before
 * the first byte the object is noted as stray, and the transaction that makes the row takes the note
 * away: whatever breaks off, and wherever, removal.ts finds what is left (docs/files.md has the table).
 */

/** The note makes the object due for removal after this, unless the upload says that it goes on. */
const NOTE_MS = 5 * 60 * 1000
const BEAT_MS = NOTE_MS / 5
/** Longer than that, something is stuck. */
const PATIENCE_MS = 60 * 60 * 1000
/** A broken upload may still be writing; its object is removed once more after this. */
const AGAIN_MS = 60_000
const TRIES = 5

export type NewFile = {
  name: string
  /** Null for the top. */
  folderId: string | null
  /** Made by the sender: the same upload, sent twice, is one file. */
  uploadId: string
  /** Where the name is taken, take the next free one instead of refusing. */
  keepBoth: boolean
}

export type Upload = {
  body: ReadableStream<Uint8Array> | null
  /** As announced. */
  bytes: number
  /** Aborted when the sender goes away. */
  signal: AbortSignal
}

type Actor = Required<Identity>
export type Stored = { file: StoredFile; created: boolean }

/**
 * @throws Rejection `invalid` for a kind that is not accepted or not what its name says, `too_large`,
 * `bad_request` for a body that breaks off, `conflict` for a name that is taken, `forbidden`.
 */
export async function storeUpload(
  actor: Actor,
  given: NewFile,
  { body, bytes, signal }: Upload,
  trace: Trace,
): Promise<Stored> {
  const name = cleanName(given.name)
  const kind = requireKind(name)
  requireSize(bytes)
  const intake = await openIntake(body, bytes, signal)
  requireContent(kind, intake.head, name)
  const id = uuid7()
  const key = objectKey(actor.spaceId, id)
  const stop = await noteObject(key)
  const tooSlow = setTimeout(() => intake.stream.destroy(SLOW), PATIENCE_MS)
  try {
    const disk = await openDisk()
    await disk.putStream(key, intake.stream, { contentLength: bytes, contentType: OPAQUE })
    const row = { id, ...given, name, mime: kind.mime, ...intake.measured() }
    const stored = await saveRow(actor, row, trace)
    if (!stored.created) await discard(key)
    return stored
  } catch (error) {
    // The library wraps what the body failed with.
    const { errored } = intake.stream
    intake.stream.destroy()
    await discard(key)
    throw errored ?? error
  } finally {
    clearTimeout(tooSlow)
    stop()
  }
}

/** Notes an object as stray, and goes on saying that it is being written until `stop` is called. */
async function noteObject(key: string): Promise<() => void> {
  const dueAt = () => new Date(Date.now() + NOTE_MS)
  await system.strayObject.create({ data: { key, dueAt: dueAt() } })
  const beat = setInterval(() => {
    const where = { key, takenAt: null }
    // The database is away; if it stays away for long, the object is removed and the upload refused.
    system.strayObject.updateMany({ where, data: { dueAt: dueAt() } }).catch(() => {})
  }, BEAT_MS)
  return () => clearInterval(beat)
}

/** Whoever finds a way to the bucket gets bytes, nothing that a browser would show. */
const OPAQUE = 'application/octet-stream'
const SLOW = new Rejection('bad_request', 'The upload took too long. Please try again.')

function requireKind(name: string): Kind {
  const kind = kindOfName(name)
  if (kind) return kind
  throw new Rejection(
    'invalid',
    'Files of this kind are not accepted. Accepted are pictures, PDF, text and tables, documents of office programs, sound, video and ZIP.',
  )
}

function requireSize(bytes: number): void {
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    throw new Rejection('bad_request', 'Say in the header content-length how large the file is.')
  if (bytes === 0) throw new Rejection('invalid', 'The file is empty.')
  if (bytes > fileLimit) throw new Rejection('too_large', limitText)
}

function requireContent(kind: Kind, head: Uint8Array, name: string): void {
  const content = contentOf(head)
  // What office programs write is a ZIP too, and may be called so.
  const isArchive = kind.content === 'zip' && (content === 'office' || content === 'opendocument')
  if (content === kind.content || isArchive) return
  throw new Rejection(
    'invalid',
    `The content of “${name}” is not what its name says, so it is not accepted. Save it again in the right format.`,
  )
}

type Row = NewFile & Measured & { id: string; mime: string }

/** Finds a free name again when somebody else was quicker. */
async function saveRow(actor: Actor, row: Row, trace: Trace): Promise<Stored> {
  for (let left = TRIES; ; left--) {
    try {
      return await transactAs(actor, (_, tx) => insert(tx, actor, row), { trace })
    } catch (error) {
      if (problemOf(error).code !== 'conflict') throw error
      const first = await findUpload(system, actor, row)
      if (first) return first
      if (!row.keepBoth || left === 0) throw error
    }
  }
}

async function insert(tx: SystemTransaction, actor: Actor, row: Row): Promise<Stored> {
  const { keepBoth, ...values } = row
  const first = await findUpload(tx, actor, row)
  if (first) return first
  const key = objectKey(actor.spaceId, row.id)
  if ((await tx.strayObject.deleteMany({ where: { key, takenAt: null } })).count !== 1) throw SLOW
  const name = keepBoth ? freeName(row.name, await namesBeside(tx, actor, row)) : row.name
  const { spaceId, userId: createdById } = actor
  const file = await tx.file.create({ data: { ...values, name, spaceId, createdById } })
  // Nobody creates a file by the rules; who may change this one, now, may have brought it.
  const allowed = await tx.file.count({
    where: { AND: [{ id: row.id }, ruleOf('file', 'update', actor)] },
  })
  if (allowed !== 1) throw new Rejection('forbidden', NO_RIGHT)
  return { file, created: true }
}

/** What came of the same upload before. @throws Rejection when it was another file. */
async function findUpload(
  db: Pick<SystemTransaction, 'file'>,
  { spaceId }: Actor,
  { uploadId, sha256 }: Row,
): Promise<Stored | undefined> {
  const file = await db.file.findFirst({ where: { spaceId, uploadId } })
  if (!file) return undefined
  if (file.sha256 === sha256) return { file, created: false }
  throw new Rejection('conflict', 'Another file was sent as this upload. Please start again.')
}

async function namesBeside(
  tx: SystemTransaction,
  { spaceId }: Actor,
  { folderId, name }: Row,
): Promise<string[]> {
  const alike = { startsWith: splitName(name)[0].slice(0, 100) }
  const where = { spaceId, folderId, trashedAt: null, name: alike }
  return (await tx.file.findMany({ where, select: { name: true } })).map(({ name }) => name)
}

/**
 * Removes an object, unless a file has it: a commit whose answer was lost may have made one, and then
 * the note is gone.
 */
async function discard(key: string): Promise<void> {
  const dueAt = new Date(Date.now() + AGAIN_MS)
  const { count } = await system.strayObject.updateMany({
    where: { key },
    data: { takenAt: new Date(), dueAt },
  })
  if (count === 1) await (await openDisk()).delete(key).catch(() => {})
}
