import { readFile } from 'node:fs/promises'
import { expect, inject, test } from 'vitest'
import { missingSql } from '../../scripts/migration-draft'

test('the committed migrations lead to what schema.zmodel asks for, and to nothing more', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8')
  // One column that no migration makes, to see that it is missed.
  const asked = schema.replace(/^model Arm \{$/m, 'model Arm {\n  colour String?')
  const sql = await missingSql(inject('server').url, asked)
  expect(sql).toBe('-- AlterTable\nALTER TABLE "Arm" ADD COLUMN     "colour" TEXT;')
})
