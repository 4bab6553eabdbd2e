import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../scripts/free-port'

/** The same storage on a bucket: a server of the S3 protocol on this machine. */

const BUCKET = 'studyspace-files'
const port = await freePort()
const folder = await mkdtemp(join(tmpdir(), 'studyspace-s3-'))
const server = new S3rver({
  port,
  address: '127.0.0.1',
  directory: folder,
  silent: true,
  configureBuckets: [{ name: BUCKET, configs: [] }],
})

Object.assign(process.env, {
  S3_BUCKET: BUCKET,
  S3_ENDPOINT: `http://127.0.0.1:${port}`,
  S3_ACCESS_KEY_ID: 'S3RVER',
  S3_SECRET_ACCESS_KEY: 'S3RVER',
})

// Imported late: the environment must be complete.
const { brokenBody, askFor, follow, objectsOnDisk, upload } = await import('../support/files')
const { createSpace, unique } = await import('../support/factories')
const { signedInCookie } = await import('../support/rpc')
const { deleteSpace } = await import('@/lib/auth/spaces')
const { removeStrayObjects } = await import('@/lib/storage/removal')
const { system } = await import('@/lib/db/system')

const client = new S3Client({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${port}`,
  forcePathStyle: true,
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
})

const objects = async () => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
  return Contents.map(({ Key }) => Key)
}

let space: Awaited<ReturnType<typeof createSpace>>
let cookie: string

beforeAll(async () => {
  await server.run()
  space = await createSpace({ name: 'In a bucket' })
  cookie = await signedInCookie(space.owner.id)
})

afterAll(async () => {
  client.destroy()
  await server.close()
  await rm(folder, { recursive: true })
})

const txt = () => `${unique('note')}.txt`

describe('files in a bucket', () => {
  it('are stored there, not on the disk, and come back as they were', async () => {
    const body = Buffer.alloc(300_000, 'some text that is longer than one piece of the network. ')
    const answer = await upload({ cookie, space: space.slug, name: txt(), body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const id = answer.body.file.id as string
    expect(await objects()).toContain(`${space.id}/${id}`)
    expect(await objectsOnDisk()).toEqual([])
    const { link } = await askFor({ cookie, space: space.slug, id })
    const response = await follow(link)
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true)
  })

  it('say nothing of what they are to whoever finds the bucket', async () => {
    const { body } = await upload({ cookie, space: space.slug, name: 'page.svg', body: '<svg/>' })
    const direct = await fetch(`http://127.0.0.1:${port}/${BUCKET}/${space.id}/${body.file.id}`)
    expect(direct.headers.get('content-type')).toBe('application/octet-stream')
  })

  it('leave nothing when they break off', async () => {
    const before = await objects()
    const half = brokenBody(Buffer.alloc(100_000, 'a'), Buffer.alloc(100_000, 'b'))
    const sent = { cookie, space: space.slug, name: txt(), body: half, bytes: 900_000 }
    expect((await upload(sent)).status).toBe(400)
    await system.strayObject.updateMany({ data: { dueAt: new Date() } })
    await removeStrayObjects()
    expect(await objects()).toEqual(before)
    expect(await system.strayObject.count()).toBe(0)
  })

  it('go when they are deleted, and with their space', async () => {
    const { body } = await upload({ cookie, space: space.slug, name: txt() })
    await system.file.delete({ where: { id: body.file.id } })
    await removeStrayObjects()
    expect(await objects()).not.toContain(`${space.id}/${body.file.id}`)
    const owner = await system.user.findUniqueOrThrow({ where: { id: space.owner.id } })
    // Of a person it asks for the id alone.
    expect(await deleteSpace(owner as never, space.slug, 'In a bucket')).toEqual({ ok: true })
    await vi.waitUntil(async () => (await objects()).length === 0, { timeout: 60_000 })
  })
})
