import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  isDeletable,
  isLocked,
  studyStatuses,
  studyTransitions,
  transitionsFrom,
} from '@/features/studies/status'

const tenancy = readFileSync('prisma/guarantees.sql', 'utf8')

test('the interface offers exactly the transitions that the database allows', () => {
  const inDatabase = [...tenancy.matchAll(/'([A-Z]+>[A-Z]+)'/g)].map((match) => match[1])
  const offered = studyTransitions.map(({ from, to }) => `${from}>${to}`)
  expect(inDatabase.length).toBeGreaterThan(0)
  expect(offered.toSorted()).toEqual(inDatabase.toSorted())
})

test('what is locked and what can be deleted is what the database says', () => {
  const deletable = /old\.status not in \(([^)]*)\)/.exec(tenancy)?.[1]
  const locked = /status in \(('CLOSED', 'ARCHIVED')\)/.exec(tenancy)?.[1]
  const listed = (statuses: readonly string[]) => statuses.map((status) => `'${status}'`).join(', ')
  expect(listed(studyStatuses.filter(isDeletable))).toBe(deletable)
  expect(listed(studyStatuses.filter(isLocked))).toBe(locked)
})

test('every transition says what follows, and no status is a dead end', () => {
  for (const { action, consequences } of studyTransitions) {
    expect(action).not.toBe('')
    expect(consequences.length).toBeGreaterThan(0)
  }
  for (const status of studyStatuses) expect(transitionsFrom(status)).not.toEqual([])
})
