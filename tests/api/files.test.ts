import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { deleteSpace } from '@/lib/auth/spaces'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { objectKey, openDisk } from '@/lib/storage/disk'
import { signLink } from '@/lib/storage/link'
import { removeStrayObjects } from '@/lib/storage/removal'
import { emptyTrash } from '@/lib/storage/trash'
import { filesFolder } from '../support/database'
import {
  AN_HOUR_AGO,
  addMember,
  createFile,
  createFolder,
  createSpace,
  createUser,
  unique,
} from '../support/factories'
import { askFor, brokenBody, follow, objectsOnDisk, upload } from '../support/files'
import { signedInCookie } from '../support/rpc'
import { PNG } from '../support/sample-files'

type Space = Awaited<ReturnType<typeof createSpace>>
type Role = 'ADMIN' | 'COORDINATOR' | 'VIEWER'

let space: Space
let other: Space
let cookie: string
let foreignCookie: string

beforeAll(async () => {
  space = await createSpace()
  other = await createSpace()
  cookie = await signedInCookie(space.owner.id)
  foreignCookie = await signedInCookie(other.owner.id)
})

async function member(role: Role, expiresAt?: Date) {
  const user = await createUser()
  const membership = await addMember(space, user, role, expiresAt)
  return { user, membership, cookie: await signedInCookie(user.id) }
}

const txt = () => `${unique('note')}.txt`
const rows = (spaceId = space.id) => system.file.count({ where: { spaceId } })

/** What an attempt left behind: rows of the space, objects, and notes of objects. */
const traces = async () => ({
  rows: await rows(),
  objects: await objectsOnDisk(),
  due: await system.strayObject.count({ where: { takenAt: null } }),
})

describe('an upload', () => {
  it('is a row and an object, with what the content is', async () => {
    const name = `${unique('pixel')}.png`
    const answer = await upload({ cookie, space: space.slug, name, body: PNG })
    expect(answer).toMatchObject({ status: 201, body: { file: { name } } })
    const file = await system.file.findUniqueOrThrow({ where: { id: answer.body.file.id } })
    expect(file).toMatchObject({
      spaceId: space.id,
      createdById: space.owner.id,
      mime: 'image/png',
      bytes: PNG.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      folderId: null,
    })
    expect(await readFile(`${filesFolder}/${objectKey(space.id, file.id)}`)).toEqual(PNG)
    const event = await system.auditEvent.findFirst({ where: { entityId: file.id } })
    expect(event).toMatchObject({ action: 'create', createdById: space.owner.id })
    expect(event?.requestId).toBeTruthy()
  })

  it('sent twice is one file, also at the same moment', async () => {
    const sent = { cookie, space: space.slug, name: txt(), upload: randomUUID() }
    const answers = await Promise.all([upload(sent), upload(sent)])
    answers.push(await upload(sent))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    expect(new Set(answers.map(({ body }) => body.file.id)).size).toBe(1)
    const another = await upload({ ...sent, body: 'something else' })
    expect(another.status).toBe(409)
  })

  it('of a name that is taken is refused, or kept beside it', async () => {
    const name = txt()
    const sent = { cookie, space: space.slug, name }
    await upload(sent)
    expect(await upload(sent)).toMatchObject({ status: 409, body: { error: { fields: {} } } })
    const both = await Promise.all([
      upload({ ...sent, same: 'keep' }),
      upload({ ...sent, same: 'keep' }),
    ])
    const names = both.map(({ body }) => body.file.name).sort()
    expect(names).toEqual([name.replace('.txt', ' (2).txt'), name.replace('.txt', ' (3).txt')])
  })

  it('lands in the folder that it names', async () => {
    const folder = await createFolder(space)
    const { body } = await upload({ cookie, space: space.slug, name: txt(), folder: folder.id })
    const file = await system.file.findUniqueOrThrow({ where: { id: body.file.id } })
    expect(file.folderId).toBe(folder.id)
  })

  it('is never in memory as a whole', async () => {
    let waiting = 0
    let most = 0
    const piece = Buffer.alloc(50_000, 'a')
    let left = 20
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          waiting++
          most = Math.max(most, waiting)
          if (left-- === 0) return controller.close()
          controller.enqueue(piece)
          setImmediate(() => waiting--)
        },
      },
      { highWaterMark: 0 },
    )
    const answer = await upload({ cookie, space: space.slug, name: txt(), body, bytes: 1_000_000 })
    expect(answer.status).toBe(201)
    expect(most).toBeLessThan(10)
  })
})

describe('an upload that is refused leaves nothing', () => {
  const big = Buffer.alloc(1_000_001, 'a')
  const html = '<!doctype html><script>alert(1)</script>'
  it.each([
    ['too large', { body: big }, 413],
    ['larger than it says', { body: Buffer.alloc(200_000, 'a'), bytes: 100_000 }, 400],
    ['shorter than it says', { body: 'hello', bytes: 50_000 }, 400],
    ['shorter, within what is looked at', { body: 'hello', bytes: 6 }, 400],
    ['without a size', { bytes: null }, 400],
    ['empty', { body: '' }, 422],
    ['a page', { name: 'a.html', body: html }, 422],
    ['a page that is called a text', { name: 'a.txt', body: html }, 422],
    ['a program that is called a picture', { name: 'a.png', body: 'MZ\x90\0' }, 422],
    ['a text that is called a PDF', { name: 'a.pdf' }, 422],
    ['of no kind', { name: 'a' }, 422],
    ['without a name', { name: '\u202e/' }, 422],
    ['without an id', { upload: 'x' }, 400],
    ['broken off at once', { body: brokenBody(), bytes: 5 }, 400],
    [
      'broken off half-way',
      { body: brokenBody(Buffer.alloc(100_000, 'a'), Buffer.alloc(100_000, 'b')), bytes: 900_000 },
      400,
    ],
    ['into a folder that is not there', { folder: randomUUID() }, 404],
  ])('%s', async (_, sent, status) => {
    const before = await traces()
    const answer = await upload({ cookie, space: space.slug, name: txt(), ...sent })
    expect(answer.body.error.message).toMatch(/^[A-ZY].*\.$/s)
    expect(answer.status).toBe(status)
    expect(await traces()).toEqual(before)
  })

  it.each([
    ['somebody signed out', async () => ({}), 401],
    ['a viewer', () => member('VIEWER'), 403],
    ['an admin whose time is over', () => member('ADMIN', AN_HOUR_AGO), 404],
    ['the owner of another space', async () => ({ cookie: foreignCookie }), 404],
    ['another site', async () => ({ cookie, site: 'cross-site' }), 403],
  ] as const)('by %s', async (_, who, status) => {
    const { cookie: shown, ...rest }: { cookie?: string; site?: string } = await who()
    const before = await traces()
    const site = 'site' in rest ? { site: rest.site } : {}
    const answer = await upload({ cookie: shown, ...site, space: space.slug, name: txt() })
    expect(answer.status).toBe(status)
    expect(await traces()).toEqual(before)
  })

  it('by somebody who goes away and leaves the body silent', async () => {
    const before = await traces()
    const gone = new AbortController()
    const pieces = [Buffer.alloc(20_000, 'a'), Buffer.alloc(20_000, 'b')]
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const piece = pieces.shift()
          if (piece) return controller.enqueue(piece)
          gone.abort()
          return new Promise(() => {})
        },
      },
      { highWaterMark: 0 },
    )
    const sent = { body, bytes: 900_000, signal: gone.signal }
    const answer = await upload({ cookie, space: space.slug, name: txt(), ...sent })
    expect(answer.status).toBe(400)
    expect(await traces()).toEqual(before)
  })

  it('into a folder of another space', async () => {
    const foreign = await createFolder(other)
    const before = await traces()
    const sent = { cookie, space: space.slug, name: txt() }
    const answers = [
      await upload({ ...sent, folder: foreign.id }),
      await upload({ ...sent, folder: randomUUID() }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]?.body.error.message).toBe(answers[1]?.body.error.message)
    expect(await traces()).toEqual(before)
  })

  it('by somebody whose right ends while it is under way', async () => {
    const { cookie: shown, membership } = await member('COORDINATOR')
    const before = await traces()
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await system.spaceUser.update({ where: { id: membership.id }, data: { role: 'VIEWER' } })
        controller.enqueue(Buffer.from('hello'))
        controller.close()
      },
    })
    const answer = await upload({ cookie: shown, space: space.slug, name: txt(), body, bytes: 5 })
    expect(answer.status).toBe(403)
    expect(await traces()).toEqual(before)
  })
})

describe('a server that dies', () => {
  it('while it receives leaves an object that is removed later', async () => {
    const key = objectKey(space.id, randomUUID())
    await (await openDisk()).put(key, 'half of')
    await system.strayObject.create({ data: { key, dueAt: new Date(Date.now() + 60_000) } })
    await removeStrayObjects()
    expect(await objectsOnDisk()).toContain(key)
    await system.strayObject.update({ where: { key }, data: { dueAt: new Date() } })
    await removeStrayObjects()
    expect(await objectsOnDisk()).not.toContain(key)
    expect(await system.strayObject.count({ where: { key } })).toBe(0)
  })

  it('while it removes is followed by another one', async () => {
    const { body } = await upload({ cookie, space: space.slug, name: txt() })
    const key = objectKey(space.id, body.file.id)
    await openDoor({ userId: space.owner.id, spaceId: space.id }).file.delete({
      where: { id: body.file.id },
    })
    const delete_ = vi.spyOn(await openDisk(), 'delete').mockRejectedValueOnce(new Error('Away.'))
    await removeStrayObjects()
    delete_.mockRestore()
    const left = await system.strayObject.findUniqueOrThrow({ where: { key } })
    expect(left).toMatchObject({ attempts: 1, lastError: 'Away.' })
    expect(left.dueAt.getTime()).toBeGreaterThan(Date.now())
    await system.strayObject.update({ where: { key }, data: { dueAt: new Date() } })
    await removeStrayObjects()
    expect(await objectsOnDisk()).not.toContain(key)
  })

  it('and comes back does not give a file the object that is being removed', async () => {
    const pieces = [Buffer.alloc(20_000, 'a'), Buffer.alloc(20_000, 'b')]
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          // The second one is asked for when the object is being written; its note is due by then.
          if (pieces.length === 1)
            await system.strayObject.updateMany({ data: { takenAt: new Date() } })
          const piece = pieces.shift()
          if (piece) controller.enqueue(piece)
          else controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    const before = await traces()
    const answer = await upload({ cookie, space: space.slug, name: txt(), body, bytes: 40_000 })
    expect(answer.status).toBe(400)
    expect(await traces()).toEqual(before)
  })
})

describe('a download', () => {
  const store = async (name: string, body: Uint8Array | string) =>
    (await upload({ cookie, space: space.slug, name, body })).body.file.id as string

  it('goes over a link that needs nothing else, and is recorded', async () => {
    const name = txt()
    const id = await store(name, 'hello <script>')
    const { status, link } = await askFor({ cookie, space: space.slug, id })
    expect(status).toBe(303)
    const response = await follow(link)
    expect(await response.text()).toBe('hello <script>')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      'content-length': '14',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    const events = await system.auditEvent.findMany({ where: { entityId: id, action: 'export' } })
    expect(events).toMatchObject([
      { entity: 'File', createdById: space.owner.id, changes: { format: 'Download' } },
    ])
  })

  it.each([
    ['photo.png', PNG, 'inline', 'image/png'],
    ['paper.pdf', '%PDF-1.7\n', 'inline', 'application/pdf'],
    ['note.txt', 'hello', 'inline', 'text/plain; charset=utf-8'],
    ['drawing.svg', '<svg onload="alert(1)"/>', 'attachment', 'application/octet-stream'],
    ['data.json', '{}', 'attachment', 'application/octet-stream'],
    ['table.csv', 'a;b', 'attachment', 'application/octet-stream'],
  ])('asked to be shown, %s', async (name, body, way, type) => {
    const id = await store(`${unique('shown')}-${name}`, body)
    const { link } = await askFor({ cookie, space: space.slug, id, as: 'inline' })
    const { headers } = await follow(link)
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${way};`))
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  })

  it('is not shown, whatever the row says that the content is', async () => {
    const id = await store(txt(), 'hello')
    await system.file.update({ where: { id }, data: { mime: 'text/html', name: 'a.html' } })
    const { link } = await askFor({ cookie, space: space.slug, id, as: 'inline' })
    const { headers } = await follow(link)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="a.html.bin"/)
  })

  it.each([
    ['somebody signed out', async (): Promise<string | undefined> => undefined, 401],
    ['a stranger', async () => signedInCookie((await createUser()).id), 404],
    ['the owner of another space', async () => foreignCookie, 404],
    ['a viewer whose time is over', async () => (await member('VIEWER', AN_HOUR_AGO)).cookie, 404],
  ] as const)('is refused to %s', async (_, who, status) => {
    const id = await store(txt(), 'hello')
    const shown = await who()
    expect(await askFor({ cookie: shown, space: space.slug, id })).toEqual({ status, link: '' })
    expect(await askFor({ cookie: shown, space: other.slug, id })).toEqual({
      status: shown ? 404 : 401,
      link: '',
    })
    expect(await system.auditEvent.count({ where: { entityId: id, action: 'export' } })).toBe(0)
  })

  it('is given to a viewer, and not when another site asks', async () => {
    const id = await store(txt(), 'hello')
    const viewer = await member('VIEWER')
    const asked = { cookie: viewer.cookie, space: space.slug, id }
    expect((await askFor(asked)).status).toBe(303)
    expect((await askFor({ ...asked, site: 'cross-site' })).status).toBe(403)
  })
})

describe('a link', () => {
  const statusOf = async (link: string) => (await follow(link)).status

  it('is no link when it is over, changed, or of another space', async () => {
    const { body } = await upload({ cookie, space: space.slug, name: txt() })
    const link = {
      fileId: body.file.id as string,
      spaceId: space.id,
      userId: space.owner.id,
      as: 'attachment' as const,
    }
    expect(await statusOf(signLink(link))).toBe(200)
    const [text = '', signature = ''] = signLink(link).split('.')
    const forged = Buffer.from(
      JSON.stringify([link.fileId, other.id, other.owner.id, 'inline', 9_999_999_999]),
    ).toString('base64url')
    for (const token of [
      signLink(link, Date.now() - 61_000),
      `${forged}.${signature}`,
      `${text}.`,
      'x',
      signLink({ ...link, spaceId: other.id }),
      signLink({ ...link, userId: other.owner.id }),
      signLink({ ...link, spaceId: other.id, userId: other.owner.id }),
      signLink({ ...link, fileId: randomUUID() }),
    ])
      expect(await statusOf(token), token).toBe(404)
  })

  it('ends with the right of whom it was made for, and with the file', async () => {
    const viewer = await member('VIEWER')
    const { body } = await upload({ cookie, space: space.slug, name: txt() })
    const id = body.file.id as string
    const [his, hers] = [
      await askFor({ cookie: viewer.cookie, space: space.slug, id }),
      await askFor({ cookie, space: space.slug, id }),
    ]
    expect(await statusOf(his.link)).toBe(200)
    await system.spaceUser.delete({ where: { id: viewer.membership.id } })
    expect(await statusOf(his.link)).toBe(404)
    expect(await statusOf(hers.link)).toBe(200)
    await system.file.delete({ where: { id } })
    expect(await statusOf(hers.link)).toBe(404)
  })

  it('to an object that is not whole is no file', async () => {
    const file = await createFile(space, { bytes: 5 })
    await (await openDisk()).put(objectKey(space.id, file.id), 'hel')
    const asked = await askFor({ cookie, space: space.slug, id: file.id })
    const status = await statusOf(asked.link)
    expect(status).toBe(500)
  })
})

describe('what is deleted', () => {
  it('after its time in the trash takes its object along, and nothing else', async () => {
    const folder = await createFolder(space)
    const sent = { cookie, space: space.slug }
    const inFolder = await upload({ ...sent, name: txt(), folder: folder.id })
    const alone = await upload({ ...sent, name: txt() })
    const kept = await upload({ ...sent, name: txt() })
    const db = openDoor({ userId: space.owner.id, spaceId: space.id })
    const trashed = { trashedAt: new Date() }
    await db.folder.update({ where: { id: folder.id }, data: trashed })
    await db.file.update({ where: { id: alone.body.file.id }, data: trashed })
    const days = (count: number) => Date.now() + count * 24 * 60 * 60 * 1000
    await emptyTrash(days(29))
    expect(await system.folder.count({ where: { id: folder.id } })).toBe(1)
    await emptyTrash(days(31))
    await removeStrayObjects()
    const keys = [inFolder, alone, kept].map(({ body }) => objectKey(space.id, body.file.id))
    const left = await objectsOnDisk()
    expect(keys.map((key) => left.includes(key))).toEqual([false, false, true])
    expect(await system.folder.count({ where: { id: folder.id } })).toBe(0)
  })

  it('with its space takes all objects along, and those of others stay', async () => {
    const doomed = await createSpace({ name: 'Doomed' })
    const shown = await signedInCookie(doomed.owner.id)
    const folder = await createFolder(doomed)
    const name = txt()
    await upload({ cookie: shown, space: doomed.slug, name })
    await upload({ cookie: shown, space: doomed.slug, name, folder: folder.id })
    const same = await upload({ cookie, space: space.slug, name })
    const ofDoomed = async () =>
      (await objectsOnDisk()).filter((key) => key.startsWith(doomed.id)).length
    expect(await ofDoomed()).toBe(2)
    const owner = await system.user.findUniqueOrThrow({ where: { id: doomed.owner.id } })
    // Of a person it asks for the id alone.
    const deleted = await deleteSpace(owner as never, doomed.slug, 'Doomed')
    expect(deleted).toEqual({ ok: true })
    await vi.waitUntil(async () => (await ofDoomed()) === 0, { timeout: 60_000 })
    expect(await objectsOnDisk()).toContain(objectKey(space.id, same.body.file.id))
  })
})
