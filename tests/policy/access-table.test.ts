import { describe, expect, test } from 'vitest'
import { access, type Extent, roles } from '@/generated/access'
import { canRole, extentOf, type Role } from '@/lib/auth/access'
import type { PersonaName } from '../support/personas'
import { type Model, models, readers, type Subject, writers } from './rights'

/**
 * The table that the interface shows and hides by (generated from the rules) says what the table of
 * rights says, which the tests of reading and writing hold against the database.
 */

const personaOf: Record<Role, PersonaName> = {
  OWNER: 'owner',
  ADMIN: 'admin',
  COORDINATOR: 'coordinator',
  VIEWER: 'viewer',
}

const nameOf = (model: Model) =>
  (model.charAt(0).toUpperCase() + model.slice(1)) as keyof typeof access

function promised(model: Model, operation: 'create' | 'update' | 'delete', role: Role): Extent {
  const rows = (Object.keys(writers) as Subject[]).filter((row) => writers[row].model === model)
  const may = rows.filter((row) => {
    const people: readonly PersonaName[] = writers[row][operation]
    return people.includes(personaOf[role])
  })
  if (may.length === 0) return 'none'
  return may.length === rows.length ? 'all' : 'some'
}

function promisedToRead(model: Model, role: Role): Extent {
  if (!(model in readers)) return 'all'
  const seenBy: readonly Role[] = readers[model as keyof typeof readers]
  return seenBy.includes(role) ? 'all' : 'none'
}

describe.each(models)('%s', (model) => {
  test.each(roles)('%s', (role) => {
    expect(extentOf(role, nameOf(model), 'read')).toBe(promisedToRead(model, role))
    for (const operation of ['create', 'update', 'delete'] as const) {
      expect(extentOf(role, nameOf(model), operation), operation).toBe(
        promised(model, operation, role),
      )
    }
  })
})

test('the table has these models and no others: secrets are not in it', () => {
  // The trail is tried by tests of its own.
  const trail = ['AuditEvent', 'AuditLink']
  // As are files, views, keys and webhooks.
  const others = ['Folder', 'File', 'SavedView', 'ApiKey', 'Webhook', 'WebhookDelivery']
  expect(Object.keys(access).sort()).toEqual([...trail, ...others, ...models.map(nameOf)].sort())
})

test('canRole says whether there is any row at all', () => {
  expect(canRole('ADMIN', 'SpaceUser', 'delete')).toBe(true)
  expect(canRole('ADMIN', 'SpaceUser', 'update')).toBe(false)
  expect(canRole('VIEWER', 'ParticipantIdentity', 'read')).toBe(false)
})
