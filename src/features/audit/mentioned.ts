import type { TrailEvent } from './queries'
import { SYSTEM } from './words'

/** Which records the events of a page mention, by model, so that one query each finds their names. */
export type Mentioned = Record<MentionedModel, string[]>

type MentionedModel =
  | 'User'
  | 'Participant'
  | 'Study'
  | 'Arm'
  | 'Folder'
  | 'File'
  | 'SpaceUser'
  | 'Invitation'
  | 'ParticipantIdentity'

type Event = Pick<TrailEvent, 'action' | 'entity' | 'entityId' | 'createdById' | 'changes'>

/** Columns that hold the id of another record. */
const references: Record<string, MentionedModel> = {
  participantId: 'Participant',
  studyId: 'Study',
  armId: 'Arm',
  folderId: 'Folder',
  parentId: 'Folder',
  userId: 'User',
  createdById: 'User',
}

export function mentionedIn(events: readonly Event[]): Mentioned {
  const found: Mentioned = {
    User: [],
    Participant: [],
    Study: [],
    Arm: [],
    Folder: [],
    File: [],
    SpaceUser: [],
    Invitation: [],
    ParticipantIdentity: [],
  }
  for (const event of events) {
    if (event.createdById !== SYSTEM) found.User.push(event.createdById)
    if (Object.hasOwn(found, event.entity)) {
      found[event.entity as MentionedModel].push(event.entityId)
    }
    for (const [column, model] of Object.entries(references)) {
      found[model].push(...valuesIn(event.changes, column))
    }
  }
  return found
}

/** What an event says of a column: the value, or those before and after. */
export function valuesIn(changes: unknown, column: string): string[] {
  if (typeof changes !== 'object' || changes === null || !Object.hasOwn(changes, column)) return []
  return [(changes as Record<string, unknown>)[column]]
    .flat()
    .filter((value) => typeof value === 'string')
}
