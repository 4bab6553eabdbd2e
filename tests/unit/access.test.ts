import { expect, it } from 'vitest'
import { canRole, extentOf, roles } from '@/lib/auth/access'

it('tells what each role may do, from the rules of the schema', () => {
  const reads = roles.filter((role) => canRole(role, 'ParticipantIdentity', 'read'))
  expect(reads).toEqual(['OWNER', 'ADMIN', 'COORDINATOR'])
  expect(roles.filter((role) => canRole(role, 'Participant', 'create'))).toEqual(reads)
  expect(roles.filter((role) => canRole(role, 'Study', 'delete'))).toEqual(['OWNER', 'ADMIN'])
  expect(roles.map((role) => extentOf(role, 'Invitation', 'create'))).toEqual([
    'all',
    'some',
    'none',
    'none',
  ])
})
