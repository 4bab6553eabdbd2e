import { beforeAll, describe, expect, test } from 'vitest'
import type { Door } from './doors'
import { subjects } from './expectations'
import { expectFrozen, expectNoForeignParent, expectOwnName } from './matrix-borders'
import { expectOwnRows, expectRead } from './matrix-reads'
import { expectWrite } from './matrix-writes'
import { type Read, readsOf, type Write, writes } from './operations'
import { parentsOf } from './rows'
import type { Scene, Subject } from './scene'
import { createIsolatedWorld, digestOf, withoutTrail } from './world'

/**
 * Every model x every operation x everybody x both spaces through one door. What each is told follows
 * from expectations.ts; a refusal leaves every row as it was, and what is allowed leaves the other
 * space as it was.
 */
export function describeMatrix(door: Door): void {
  const scene = { door } as Scene
  beforeAll(async () => {
    scene.world = await createIsolatedWorld()
    scene.by = await door.open(scene.world)
  })
  for (const subject of subjects) {
    describe(`${subject.table.name} through ${door.name}`, () => describeModel(scene, subject))
  }
}

function describeModel(scene: Scene, subject: Subject): void {
  const { table } = subject
  const served = <Kind extends Read | Write>(kinds: Kind[]) =>
    kinds.filter(({ operation }) => !scene.door.lacks?.includes(operation))

  for (const side of ['a', 'b'] as const) {
    const where = `in space ${side.toUpperCase()}`
    test(`reads ${where}`, async () => {
      const before = withoutTrail(await digestOf(null))
      for (const read of served(readsOf(table))) await expectRead(scene, subject, read, side)
      expect(withoutTrail(await digestOf(null)), 'the rows of the database').toEqual(before)
    })
    for (const write of served(writes)) {
      test(`${write.name} ${where}`, () => expectWrite(scene, subject, write, side))
    }
  }
  test('findMany of everything', () => expectOwnRows(scene, subject))
  for (const { name, model, fields } of parentsOf(table)) {
    const link = { name, model, fields }
    test(`create under a foreign ${name}`, () => expectNoForeignParent(scene, subject, link))
  }
  test('create in the name of somebody else', () => expectOwnName(scene, subject))
  for (const { name } of table.columns.filter(({ frozen }) => frozen)) {
    test(`change of ${name}`, () => expectFrozen(scene, subject, name))
  }
}
