import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { withLock } from '../../scripts/lock'
import { isAlive, processMark } from '../../scripts/process-mark'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'studyspace-lock-'))
})

/** What processMark() gives in a process that has ended. */
function markOfTheDead(): string {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  return `${pid} 1`
}

test('one at a time', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  }
  await Promise.all(Array.from({ length: 8 }, () => withLock(folder, 'lock', work)))
  expect(most).toBe(1)
})

test('is released when the work fails', async () => {
  const failing = withLock(folder, 'lock', async () => {
    throw new Error('as it happens')
  })
  await expect(failing).rejects.toThrow('as it happens')
  expect(await withLock(folder, 'lock', async () => 'done')).toBe('done')
})

test('is taken over from a holder that was killed, by one only', async () => {
  await writeFile(join(folder, 'lock.7'), markOfTheDead())
  let inside = 0
  const work = async () => {
    expect(++inside).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  }
  await Promise.all([withLock(folder, 'lock', work), withLock(folder, 'lock', work)])
  expect(await readdir(folder)).toEqual(['lock.9'])
})

test('a process is told apart from a later one with its number', () => {
  expect(isAlive(processMark())).toBe(true)
  expect(isAlive(`${process.pid} some other start`)).toBe(false)
  expect(isAlive(markOfTheDead())).toBe(false)
  expect(isAlive('')).toBe(false)
})
