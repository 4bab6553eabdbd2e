'use client'
import { peopleNames } from '@/features/participants/queries'
import { useFindManyArm } from '@/generated/hooks/arm'
import { useFindManyAuditEvent } from '@/generated/hooks/audit-event'
import { useFindManyFile } from '@/generated/hooks/file'
import { useFindManyFolder } from '@/generated/hooks/folder'
import { useFindManyInvitation } from '@/generated/hooks/invitation'
import { useFindManyParticipant } from '@/generated/hooks/participant'
import { useFindManySpaceUser } from '@/generated/hooks/space-user'
import { useFindManyStudy } from '@/generated/hooks/study'
import { useFindManyUser } from '@/generated/hooks/user'
import { paths } from '@/lib/paths'
import { mentionedIn, valuesIn } from '../mentioned'
import {
  armNames,
  fileNames,
  folderNames,
  identityOwners,
  invitationNames,
  membershipNames,
  participantNames,
  studyNames,
  type TrailEvent,
} from '../queries'

/** What a record is called, and where it is shown. */
export type Named = { text: string; href?: string }
/** By the id of the record; absent for what is unknown, or gone. */
export type Names = ReadonlyMap<string, Named>

/** The names of everything that the events of a page mention: one query for each model. */
export function useNames(slug: string, events: readonly TrailEvent[]): Names {
  const { Participant, ...ids } = mentionedIn(events)
  const added = useFindManyAuditEvent(
    identityOwners(ids.ParticipantIdentity),
    some(ids.ParticipantIdentity),
  )
  const owners = (added.data ?? []).map(
    ({ entityId, changes }) => [entityId, valuesIn(changes, 'participantId')[0] ?? ''] as const,
  )
  const participantIds = [...Participant, ...owners.map(([, participantId]) => participantId)]
  const waits = ids.ParticipantIdentity.length > 0 && added.isPending
  const participants = useFindManyParticipant(participantNames(participantIds), {
    enabled: !waits && participantIds.length > 0,
  })
  const users = useFindManyUser(peopleNames(ids.User), some(ids.User))
  const studies = useFindManyStudy(studyNames(ids.Study), some(ids.Study))
  const arms = useFindManyArm(armNames(ids.Arm), some(ids.Arm))
  const folders = useFindManyFolder(folderNames(ids.Folder), some(ids.Folder))
  const files = useFindManyFile(fileNames(ids.File), some(ids.File))
  const memberships = useFindManySpaceUser(membershipNames(ids.SpaceUser), some(ids.SpaceUser))
  const invitations = useFindManyInvitation(invitationNames(ids.Invitation), some(ids.Invitation))

  const names = new Map<string, Named>()
  for (const { id, name } of users.data ?? []) names.set(id, { text: name })
  for (const { id, code, study } of participants.data ?? []) {
    names.set(id, { text: code, href: paths.participant(slug, study.key, code) })
  }
  for (const { id, key, title } of studies.data ?? []) {
    names.set(id, { text: title, href: paths.study(slug, key) })
  }
  for (const { id, title, study } of arms.data ?? []) {
    names.set(id, { text: title, href: paths.arms(slug, study.key) })
  }
  for (const { id, name } of folders.data ?? []) {
    names.set(id, { text: name, href: paths.folder(slug, id) })
  }
  for (const { id, name, folderId } of files.data ?? []) {
    names.set(id, { text: name, href: folderId ? paths.folder(slug, folderId) : paths.files(slug) })
  }
  for (const { id, user } of memberships.data ?? []) {
    names.set(id, { text: user.name, href: paths.members(slug) })
  }
  for (const { id, email } of invitations.data ?? []) {
    names.set(id, { text: email, href: paths.members(slug) })
  }
  for (const [identityId, participantId] of owners) {
    const participant = names.get(participantId)
    if (participant) names.set(identityId, participant)
  }
  return names
}

const some = (ids: string[]) => ({ enabled: ids.length > 0 })
