import { access } from '@/generated/access'
import {
  type Extent,
  extentOf,
  type Model,
  type Operation,
  type Role,
  roles,
} from '@/lib/auth/access'

/**
 * What each role may do, in words: every model and operation of the table that is generated from the
 * rules in schema.zmodel. A model that has no words here yet appears under its own name.
 */

export type AccessRow = {
  label: string
  cells: Record<Role, { extent: Extent; text: string }>
}
export type AccessGroup = { title: string; rows: AccessRow[] }

type Words = {
  label: string
  /** What "some" means for a role, or for all of them. */
  some?: string | Partial<Record<Role, string>>
}

const groups: { title: string; models: Model[] }[] = [
  { title: 'Space and members', models: ['Space', 'User', 'SpaceUser', 'Invitation', 'ApiKey'] },
  { title: 'Studies', models: ['Study', 'Arm'] },
  { title: 'Participants', models: ['Participant', 'ParticipantIdentity', 'StatusEvent'] },
  { title: 'Files', models: ['Folder', 'File'] },
  { title: 'Audit trail', models: ['AuditEvent', 'AuditLink'] },
]

const words: { [model in Model]?: { [operation in Operation]?: Words } } = {
  Space: {
    read: { label: 'See the space' },
    update: { label: 'Change its name, time zone and languages' },
  },
  User: {
    read: { label: 'See names and e-mail addresses of members' },
    update: { label: 'Change names of people', some: 'Their own' },
  },
  SpaceUser: {
    read: { label: 'See roles and expiry dates of members' },
    update: { label: 'Change roles and expiry dates', some: 'All but their own' },
    delete: {
      label: 'Remove members',
      some: {
        ADMIN: 'Coordinators, viewers, themselves',
        COORDINATOR: 'Themselves',
        VIEWER: 'Themselves',
      },
    },
  },
  Invitation: {
    read: { label: 'See invitations' },
    create: { label: 'Invite people', some: 'As coordinator or viewer' },
    update: { label: 'Send invitations again' },
    delete: { label: 'Withdraw invitations' },
  },
  ApiKey: { read: { label: 'See API keys' } },
  Study: {
    read: { label: 'See studies' },
    create: { label: 'Create studies' },
    update: { label: 'Edit studies and change their status' },
    delete: { label: 'Delete studies' },
  },
  Arm: {
    read: { label: 'See arms' },
    create: { label: 'Add arms' },
    update: { label: 'Edit arms' },
    delete: { label: 'Delete arms' },
  },
  Participant: {
    read: { label: 'See participants by code, with status and attributes' },
    create: { label: 'Add and import participants' },
    update: { label: 'Edit participants and change their status' },
    delete: { label: 'Delete participants' },
  },
  ParticipantIdentity: {
    read: { label: 'See who participants are' },
    create: { label: 'Record who participants are' },
    update: { label: 'Correct who participants are' },
    delete: { label: 'Erase who participants are' },
  },
  StatusEvent: { read: { label: 'See the history of participants' } },
  Folder: {
    read: { label: 'See folders' },
    create: { label: 'Make folders' },
    update: { label: 'Rename folders, move them and put them into the trash' },
    delete: { label: 'Delete folders for good, with everything in them' },
  },
  File: {
    read: { label: 'See and download files' },
    update: { label: 'Upload and rename files, move them and put them into the trash' },
    delete: { label: 'Delete files for good' },
  },
  AuditEvent: { read: { label: 'See and export the audit trail' } },
  AuditLink: { read: { label: 'See the seals of the audit trail' } },
}

const operations: Operation[] = ['read', 'create', 'update', 'delete']
const verbs: Record<Operation, string> = {
  read: 'See',
  create: 'Create',
  update: 'Change',
  delete: 'Delete',
}

/** The whole table. What no role may do is left out: it is done by the server itself. */
export function accessTable(): AccessGroup[] {
  const named = groups.flatMap(({ models }) => models)
  const rest = (Object.keys(access) as Model[]).filter((model) => !named.includes(model))
  return [...groups, { title: 'Other', models: rest }]
    .map(({ title, models }) => ({ title, rows: models.flatMap(rowsOf) }))
    .filter(({ rows }) => rows.length > 0)
}

function rowsOf(model: Model): AccessRow[] {
  return operations
    .filter((operation) => roles.some((role) => extentOf(role, model, operation) !== 'none'))
    .map((operation) => {
      const { label, some } = words[model]?.[operation] ?? {
        label: `${verbs[operation]}: ${model}`,
      }
      const cells = roles.map((role) => {
        const extent = extentOf(role, model, operation)
        const partly = typeof some === 'object' ? some[role] : some
        return [role, { extent, text: textOf(extent, partly) }] as const
      })
      return { label, cells: Object.fromEntries(cells) as AccessRow['cells'] }
    })
}

function textOf(extent: Extent, partly = 'Some'): string {
  if (extent === 'some') return partly
  return extent === 'all' ? 'Yes' : 'No'
}
