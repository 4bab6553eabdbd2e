import { describe, expect, test } from 'vitest'
import { destructiveStatements } from '../../scripts/destructive-sql'

describe('destructiveStatements', () => {
  test.each([
    ['DROP TABLE "Arm";', 'removes data'],
    ['ALTER TABLE "Arm" DROP COLUMN "name";', 'removes data'],
    ['ALTER TABLE "Arm" DROP CONSTRAINT "Arm_pkey";', 'removes a protection or an index'],
    ['DROP INDEX "Arm_idx";', 'removes a protection or an index'],
    ['ALTER TABLE "Arm" ALTER COLUMN "name" SET NOT NULL;', 'fails if a row holds no value'],
    ['ALTER TABLE "Arm" ADD COLUMN "size" INTEGER NOT NULL;', 'fails if the table has rows'],
    ['CREATE UNIQUE INDEX "Arm_key" ON "Arm"("name");', 'fails if rows repeat a value'],
  ])('warns of %s', (sql, consequence) => {
    expect(destructiveStatements(`-- comment\n${sql}\n`)).toEqual([
      `${consequence}: ${sql.slice(0, -1)}`,
    ])
  })

  test.each([
    'CREATE TABLE "Arm" ("id" TEXT NOT NULL);',
    'ALTER TABLE "Arm" ADD COLUMN "size" INTEGER;',
    'ALTER TABLE "Arm" ADD COLUMN "size" INTEGER NOT NULL DEFAULT 0;',
    'CREATE TABLE "Arm" ("id" TEXT);\nCREATE UNIQUE INDEX "Arm_key" ON "Arm"("id");',
    '-- DROP TABLE "Arm"\nSELECT 1;',
  ])('lets %s pass', (sql) => {
    expect(destructiveStatements(sql)).toEqual([])
  })
})
