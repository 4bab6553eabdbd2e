import { expect, test } from 'vitest'
import { adviceFor, requiredColumns } from '../../scripts/required-columns'

/** Which columns of a migration would leave rows that stand without a value. */

const named = (sql: string) => requiredColumns(sql).map(({ table, column }) => `${table}.${column}`)

test('a new column that is required and has no default', () => {
  const sql = `-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "place" TEXT NOT NULL,
ADD COLUMN     "dose" DECIMAL(65,30) NOT NULL,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "done" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Arm" ALTER COLUMN "code" SET NOT NULL;
`
  expect(named(sql)).toEqual(['Visit.place', 'Visit.dose', 'Arm.code'])
  expect(requiredColumns(sql)[1]).toMatchObject({ type: 'DECIMAL(65,30)', tightened: false })
})

test('a table that is made has no rows', () => {
  expect(named('CREATE TABLE "Visit" (\n    "place" TEXT NOT NULL\n);')).toEqual([])
})

test('the advice names the rows and what to write', () => {
  const advice = adviceFor({ table: 'Arm', column: 'code', type: 'TEXT', tightened: false }, 3)
  expect(advice).toContain('Arm.code: the table has 3 rows')
  expect(advice).toContain('Write "?" behind its type, or "@default(...)"')
  expect(advice).toContain('update "Arm" set "code" = ...')
})
