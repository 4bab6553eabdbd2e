import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { objectKey } from '@/lib/storage/disk'
import { createFile, createFolder, unique } from '../support/factories'
import { expectNothingChanged } from '../support/matchers'
import { createWorld, type World } from '../support/personas'
import { rpc, signedInCookie } from '../support/rpc'

let world: World
let db: Db

beforeAll(async () => {
  world = await createWorld()
  db = world.as.coordinator.db
})

const problem = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => problemOf(error),
  )

describe('what a file is', () => {
  it('is nothing that anybody could say: only an upload makes one', async () => {
    const { spaceId, createdById, ...content } = await createFile(world.a.space)
    const data = { ...content, id: undefined, uploadId: unique('up'), name: 'forged.txt' }
    for (const who of ['owner', 'admin', 'coordinator'] as const) {
      const refused = await expectNothingChanged(() =>
        problem(world.as[who].db.file.create({ data })),
      )
      expect(refused?.code, who).toBe('forbidden')
    }
  })

  it.each([
    ['mime', 'text/html'],
    ['bytes', 1],
    ['sha256', 'f'.repeat(64)],
    ['uploadId', 'another'],
    ['id', '00000000-0000-7000-8000-000000000000'],
    ['spaceId', 'another'],
  ])('keeps its %s', async (column, value) => {
    const file = await createFile(world.a.space)
    const change = { where: { id: file.id }, data: { [column]: value } }
    for (const write of [() => db.file.update(change), () => db.file.updateMany(change)]) {
      expect(await expectNothingChanged(() => problem(write()))).toBeDefined()
    }
    // The control: what members may change, they can.
    await db.file.update({ where: { id: file.id }, data: { name: unique('renamed') } })
  })

  it('cannot be pointed at the content of another: no column holds a key', async () => {
    const cookie = await signedInCookie(world.as.coordinator.userId ?? '')
    const call = rpc({ cookie, space: world.a.space.slug })
    const file = await createFile(world.a.space)
    const foreign = await createFile(world.b.space)
    for (const data of [
      { storageKey: objectKey(world.b.space.id, foreign.id) },
      { id: foreign.id },
      { spaceId: world.b.space.id },
    ]) {
      const { status } = await call('file', 'update', { where: { id: file.id }, data })
      expect(status, JSON.stringify(data)).toBeGreaterThanOrEqual(400)
    }
    const { status } = await call('file', 'update', {
      where: { id: foreign.id },
      data: { name: 'mine.txt' },
    })
    expect(status).toBe(404)
    expect(objectKey(file.spaceId, file.id)).toBe(`${world.a.space.id}/${file.id}`)
  })

  it.each(['a/b.txt', 'a\u202eb.txt', 'a\nb.txt', ''])('is not called %j', async (name) => {
    const file = await createFile(world.a.space)
    const refused = await problem(db.file.update({ where: { id: file.id }, data: { name } }))
    expect(refused?.code).toBe('invalid')
  })
})

describe('names', () => {
  it('are the same in two spaces without meeting', async () => {
    const name = unique('same')
    for (const side of ['a', 'b'] as const) {
      const folder = await createFolder(world[side].space, { name })
      await createFile(world[side].space, { name, folderId: folder.id })
      await createFile(world[side].space, { name })
    }
    expect(await db.file.count({ where: { name } })).toBe(2)
    expect(await db.folder.count({ where: { name } })).toBe(1)
  })

  it.each(['folder', 'file'] as const)('stand once in their place: %s', async (model) => {
    const name = unique('once')
    const create = () =>
      model === 'folder'
        ? createFolder(world.a.space, { name })
        : createFile(world.a.space, { name })
    const first = await create()
    const refused = await problem(create())
    expect(refused).toMatchObject({ code: 'conflict', fields: { name: expect.any(String) } })
    const change = { where: { id: first.id }, data: { trashedAt: new Date() } }
    await (model === 'folder' ? db.folder.update(change) : db.file.update(change))
    await create()
    const back = { where: { id: first.id }, data: { trashedAt: null } }
    const taken = await problem(model === 'folder' ? db.folder.update(back) : db.file.update(back))
    expect(taken?.code).toBe('conflict')
  })
})

describe('places', () => {
  it('are of the same space', async () => {
    const foreign = await createFolder(world.b.space)
    const file = await createFile(world.a.space)
    const folder = await createFolder(world.a.space)
    const absent = '00000000-0000-7000-8000-000000000000'
    for (const id of [foreign.id, absent]) {
      const answers = await Promise.all([
        problem(db.file.update({ where: { id: file.id }, data: { folderId: id } })),
        problem(db.folder.update({ where: { id: folder.id }, data: { parentId: id } })),
        problem(db.folder.create({ data: { name: unique('in'), parentId: id } })),
      ])
      expect(answers.map((answer) => answer?.code)).toEqual(['invalid', 'invalid', 'invalid'])
    }
    const home = await createFolder(world.a.space)
    await db.file.update({ where: { id: file.id }, data: { folderId: home.id } })
  })

  it('make a tree: no folder lies inside itself', async () => {
    const top = await createFolder(world.a.space)
    const middle = await createFolder(world.a.space, { parentId: top.id })
    const leaf = await createFolder(world.a.space, { parentId: middle.id })
    for (const parentId of [top.id, middle.id, leaf.id]) {
      const refused = await problem(db.folder.update({ where: { id: top.id }, data: { parentId } }))
      expect(refused?.code).toBe('conflict')
    }
    await db.folder.update({ where: { id: leaf.id }, data: { parentId: top.id } })
  })

  it('stay a tree when two folders are moved into each other at once', async () => {
    const [one, two] = [await createFolder(world.a.space), await createFolder(world.a.space)]
    const answers = await Promise.all([
      problem(db.folder.update({ where: { id: one.id }, data: { parentId: two.id } })),
      problem(db.folder.update({ where: { id: two.id }, data: { parentId: one.id } })),
    ])
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
  })

  it('are at most ten deep, with all that is moved', async () => {
    let parentId: string | null = null
    for (let depth = 1; depth <= 9; depth++)
      parentId = (await createFolder(world.a.space, { parentId })).id
    const pair = await createFolder(world.a.space)
    await createFolder(world.a.space, { parentId: pair.id })
    const refused = await problem(db.folder.update({ where: { id: pair.id }, data: { parentId } }))
    expect(refused?.code).toBe('conflict')
    const tenth = await db.folder.create({ data: { name: unique('tenth'), parentId } })
    const eleventh = await problem(
      db.folder.create({ data: { name: unique('eleventh'), parentId: tenth.id } }),
    )
    expect(eleventh?.code).toBe('conflict')
  })
})

describe('the trash', () => {
  const LONG_AGO = new Date(0)

  it('goes by its own clock, so that nobody can have something deleted at once', async () => {
    const file = await createFile(world.a.space)
    await db.file.update({ where: { id: file.id }, data: { trashedAt: LONG_AGO } })
    await db.file.updateMany({ where: { id: file.id }, data: { trashedAt: LONG_AGO } })
    const folder = await db.folder.create({ data: { name: unique('old'), trashedAt: LONG_AGO } })
    const trashed = await system.file.findUniqueOrThrow({ where: { id: file.id } })
    for (const { trashedAt } of [folder, trashed])
      expect(Date.now() - (trashedAt?.getTime() ?? 0)).toBeLessThan(60_000)
  })

  it('takes nothing in: neither its folders nor those inside them', async () => {
    const folder = await createFolder(world.a.space)
    const inside = await createFolder(world.a.space, { parentId: folder.id })
    const file = await createFile(world.a.space)
    const old = await createFile(world.a.space, { folderId: inside.id, trashedAt: new Date() })
    await db.folder.update({ where: { id: folder.id }, data: { trashedAt: new Date() } })
    for (const folderId of [folder.id, inside.id]) {
      const refused = await problem(db.file.update({ where: { id: file.id }, data: { folderId } }))
      expect(refused?.message).toContain('in the trash')
    }
    const restored = { where: { id: old.id }, data: { trashedAt: null } }
    expect((await problem(db.file.update(restored)))?.message).toContain('in the trash')
    await db.file.update({ ...restored, data: { trashedAt: null, folderId: null } })
    await db.folder.update({ where: { id: folder.id }, data: { trashedAt: null } })
    await db.file.update({ where: { id: file.id }, data: { folderId: inside.id } })
  })

  it('is filled by those who may change, and emptied by those who may delete', async () => {
    const file = await createFile(world.a.space)
    const where = { id: file.id }
    const trash = { where, data: { trashedAt: new Date() } }
    expect((await problem(world.as.viewer.db.file.update(trash)))?.code).toBe('forbidden')
    await db.file.update(trash)
    expect((await problem(db.file.delete({ where })))?.code).toBe('forbidden')
    await world.as.admin.db.file.delete({ where })
  })
})

describe('the content of what is deleted', () => {
  const strays = async (keys: string[]) =>
    (await system.strayObject.findMany({ where: { key: { in: keys } } })).map(({ key }) => key)

  it('is noted for removal, however the row goes', async () => {
    const { space } = world.a
    const folder = await createFolder(space)
    const inner = await createFolder(space, { parentId: folder.id })
    const alone = await createFile(space)
    const deep = await createFile(space, { folderId: inner.id })
    const raw = await createFile(space)
    await world.as.owner.db.file.delete({ where: { id: alone.id } })
    await world.as.owner.db.folder.delete({ where: { id: folder.id } })
    await system.$executeRaw`delete from "File" where id = ${raw.id}`
    const keys = [alone, deep, raw].map((file) => objectKey(space.id, file.id)).sort()
    expect((await strays(keys)).sort()).toEqual(keys)
  })

  it('stays when the deletion is rolled back', async () => {
    const { space } = world.a
    const file = await createFile(space)
    const rolledBack = world.as.owner.db.$transaction(async (tx) => {
      await tx.file.delete({ where: { id: file.id } })
      throw new Error('No.')
    })
    await expect(rolledBack).rejects.toThrow('No.')
    expect(await strays([objectKey(space.id, file.id)])).toEqual([])
  })

  it('is a list that nobody reads or writes through the door', async () => {
    const data = { key: `${world.a.space.id}/x`, dueAt: new Date() }
    expect(Reflect.has(db, 'strayObject')).toBe(false)
    const stray = Reflect.get(db, 'strayObject') as typeof system.strayObject
    expect((await problem(stray.create({ data })))?.code).toBe('not_found')
    expect((await problem(stray.findMany()))?.code).toBe('not_found')
  })
})
