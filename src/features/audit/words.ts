import { roleText } from '@/features/members/roles'
import { participantStatusText } from '@/features/participants/status'
import { blindingText } from '@/features/studies/blinding'
import { studyStatusText } from '@/features/studies/status'
import { columnOf, modelNamed, type StudioField } from '@/lib/studio/models'

/**
 * The audit trail in words. What has none here yet appears under its own name, so that a new model or
 * column is shown as soon as it is recorded.
 */

export const actions = ['create', 'update', 'delete', 'reveal', 'export'] as const
export type Action = (typeof actions)[number]

const actionText: Record<Action, string> = {
  create: 'Added',
  update: 'Changed',
  delete: 'Deleted',
  reveal: 'Looked at',
  export: 'Exported',
}

/** What somebody did: "Looked at". */
export const actionWord = (action: string): string => known(actionText, action) ?? action

export const actionOptions = actions.map((value) => ({ value, label: actionText[value] }))

/** What the database writes for whatever no person did. */
export const SYSTEM = 'system'

/** Who acted, by name as far as it can be known. */
export function actorText(userId: string, nameOf: (userId: string) => string | undefined): string {
  if (userId === SYSTEM) return 'The system'
  return nameOf(userId) ?? 'Somebody who is no longer a member'
}

type EntityWords = {
  /** As a kind of record: "Participants". */
  kind: string
  /** One of them of which no more is known. */
  any: string
  /** A certain one. */
  one: (name: string) => string
}

const entityText: Record<string, EntityWords> = {
  Space: { kind: 'Settings of the space', any: 'the space', one: (name) => `the space ${name}` },
  SpaceUser: {
    kind: 'Memberships',
    any: 'a membership',
    one: (name) => `the membership of ${name}`,
  },
  Invitation: {
    kind: 'Invitations',
    any: 'an invitation',
    one: (name) => `the invitation of ${name}`,
  },
  ApiKey: { kind: 'API keys', any: 'an API key', one: (name) => `the API key ${name}` },
  Study: { kind: 'Studies', any: 'a study', one: (name) => `the study ${name}` },
  Arm: { kind: 'Arms', any: 'an arm', one: (name) => `the arm ${name}` },
  Participant: {
    kind: 'Participants',
    any: 'a participant',
    one: (name) => `participant ${name}`,
  },
  ParticipantIdentity: {
    kind: 'Identities',
    any: 'an identity',
    one: (name) => `the identity of ${name}`,
  },
  StatusEvent: {
    kind: 'Status history',
    any: 'an entry in a status history',
    one: (name) => `an entry in the status history of ${name}`,
  },
  Folder: { kind: 'Folders', any: 'a folder', one: (name) => `the folder ${name}` },
  File: { kind: 'Files', any: 'a file', one: (name) => `the file ${name}` },
  AuditEvent: { kind: 'Audit trail', any: 'the audit trail', one: () => 'the audit trail' },
}

/** Of a model that has no words of its own here: those that the schema gives it. */
function wordsOf(entity: string): EntityWords | undefined {
  const model = modelNamed(entity)
  if (!model) return undefined
  const label = model.label.charAt(0).toLowerCase() + model.label.slice(1)
  const article = /^[aeiou]/.test(label) ? 'an' : 'a'
  return { kind: model.plural, any: `${article} ${label}`, one: (name) => `the ${label} ${name}` }
}

/** A kind of record: "Participants". */
export const entityKind = (entity: string): string =>
  known(entityText, entity)?.kind ?? modelNamed(entity)?.plural ?? entity

/** What happened, in one line: "Changed participant P-001". */
export function eventText(
  { action, entity }: { action: string; entity: string },
  name?: string,
): string {
  const words = known(entityText, entity) ?? wordsOf(entity)
  const record = words ? (name ? words.one(name) : words.any) : [entity, name].join(' ').trim()
  return `${actionWord(action)} ${record}`
}

/** Of models outside the studio, and what an export is about. */
const fieldText: Record<string, string> = {
  defaultLocale: 'Main language',
  expiresAt: 'Expires',
  locales: 'Languages',
  slug: 'Address',
  studyId: 'Study',
  userId: 'Person',
  entity: 'Kind of record',
  format: 'Format',
  from: 'From',
  record: 'Record',
  to: 'To',
  what: 'What',
  who: 'Who',
}

/** What the schema says of a column of a record, if its model belongs to spaces. */
export const fieldOfColumn = (entity: string, column: string): StudioField | undefined =>
  modelNamed(entity)?.fields.find((field) => columnOf(field) === column)

/** The name of a column: "Enrolled at"; of one without words: "Some column". */
export function fieldWord(column: string, entity = ''): string {
  const words = fieldOfColumn(entity, column)?.label ?? known(fieldText, column)
  if (words) return words
  const apart = column.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}

type Codes = Record<string, { label: string }>

const codes: Record<string, Codes> = {
  'Participant.status': participantStatusText,
  'StatusEvent.from': participantStatusText,
  'StatusEvent.to': participantStatusText,
  'Study.status': studyStatusText,
  'Study.blinding': blindingText,
}

/** What a code stands for ("ENROLLED": "Enrolled"), or undefined for what is no code. */
export function codeWord(entity: string, column: string, value: string): string | undefined {
  if (column === 'role') return known(roleText, value)?.name
  return (
    known(known(codes, `${entity}.${column}`) ?? {}, value)?.label ??
    fieldOfColumn(entity, column)?.choices?.find((choice) => choice.value === value)?.label
  )
}

/** Keys come from the database: `constructor` is none of ours. */
function known<Value>(words: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined
}
