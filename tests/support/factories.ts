import { randomBytes } from 'node:crypto'
import type { Prisma } from '@/generated/prisma/client'
import { system } from '@/lib/db/system'

/**
 * Rows for tests, with plausible values where a test does not care. They are written past the rules
 * (but not past the triggers), so they say nothing about who may write them.
 */

const run = randomBytes(3).toString('hex')
let made = 0

/** A word that no other row has: fit for slugs, keys and the local part of an e-mail address. */
export const unique = (word: string): string => `${word}-${run}-${++made}`

export const IN_A_WEEK = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000)
export const AN_HOUR_AGO = new Date(Date.now() - 60 * 60 * 1000)

type Row<Create> = Partial<Create>

export function createUser(given: Row<Prisma.UserUncheckedCreateInput> = {}) {
  return system.user.create({
    data: { email: `${unique('person')}@people.example`, name: 'A person', ...given },
  })
}

/** An empty space with its owner; `owner` may be somebody who exists already. */
export async function createSpace(
  given: Row<Prisma.SpaceUncheckedCreateInput> & { owner?: { id: string } } = {},
) {
  const { owner = await createUser(), ...data } = given
  const space = await system.space.create({
    data: { slug: unique('space'), name: 'A space', ...data },
  })
  await addMember(space, owner, 'OWNER')
  return { ...space, owner }
}

type SpaceOfOwner = Awaited<ReturnType<typeof createSpace>>

export function addMember(
  space: { id: string },
  user: { id: string },
  role: Prisma.SpaceUserUncheckedCreateInput['role'],
  expiresAt: Date | null = null,
) {
  return system.spaceUser.create({
    data: { spaceId: space.id, userId: user.id, role, expiresAt },
  })
}

const madeBy = (space: SpaceOfOwner) => ({ spaceId: space.id, createdById: space.owner.id })

export function createInvitation(
  space: SpaceOfOwner,
  given: Row<Prisma.InvitationUncheckedCreateInput> = {},
) {
  const email = `${unique('invited')}@people.example`
  return system.invitation.create({
    data: { ...madeBy(space), email, role: 'VIEWER', expiresAt: IN_A_WEEK, ...given },
  })
}

export function createStudy(
  space: SpaceOfOwner,
  given: Row<Prisma.StudyUncheckedCreateInput> = {},
) {
  return system.study.create({
    data: { ...madeBy(space), key: unique('study'), title: 'A study', status: 'LIVE', ...given },
  })
}

export function createFolder(
  space: SpaceOfOwner,
  given: Row<Prisma.FolderUncheckedCreateInput> = {},
) {
  return system.folder.create({ data: { ...madeBy(space), name: unique('folder'), ...given } })
}

/** The row of a file; there is no content behind it. */
export function createFile(space: SpaceOfOwner, given: Row<Prisma.FileUncheckedCreateInput> = {}) {
  const content = { mime: 'text/plain', bytes: 5, sha256: '0'.repeat(64), uploadId: unique('up') }
  return system.file.create({
    data: { ...madeBy(space), ...content, name: `${unique('file')}.txt`, ...given },
  })
}

export function createSavedView(
  space: SpaceOfOwner,
  given: Row<Prisma.SavedViewUncheckedCreateInput> = {},
) {
  const view = { name: unique('view'), entity: 'Participant', query: 'q=a' }
  return system.savedView.create({ data: { ...madeBy(space), ...view, ...given } })
}

/** A key with its service user and membership; there is no secret behind it. */
export async function createApiKey(
  space: SpaceOfOwner,
  given: Row<Prisma.ApiKeyUncheckedCreateInput> = {},
) {
  const name = unique('key')
  const role = given.role ?? 'VIEWER'
  const user = await createUser({ kind: 'SERVICE', email: `${name}@service.invalid`, name })
  await addMember(space, user, role)
  return system.apiKey.create({
    data: { ...madeBy(space), name, userId: user.id, prefix: unique('prefix'), role, ...given },
  })
}

/** Told of every event that is named; there is no secret behind it. */
export function createWebhook(
  space: SpaceOfOwner,
  given: Row<Prisma.WebhookUncheckedCreateInput> = {},
) {
  return system.webhook.create({
    data: { ...madeBy(space), url: 'https://hooks.example/studyspace', events: [], ...given },
  })
}

export function createDelivery(
  webhook: { id: string; spaceId: string; createdById: string },
  given: Row<Prisma.WebhookDeliveryUncheckedCreateInput> = {},
) {
  const { id, spaceId, createdById } = webhook
  return system.webhookDelivery.create({
    data: {
      ...{ webhookId: id, spaceId, createdById },
      ...{ type: 'participant.created', entityId: unique('record'), ...given },
    },
  })
}

type StudyRow = { id: string; spaceId: string; createdById: string }

const within = ({ id, spaceId, createdById }: StudyRow) => ({ studyId: id, spaceId, createdById })

export function createArm(study: StudyRow, given: Row<Prisma.ArmUncheckedCreateInput> = {}) {
  return system.arm.create({
    data: { ...within(study), key: unique('arm'), title: 'An arm', ...given },
  })
}

export function createParticipant(
  study: StudyRow,
  given: Row<Prisma.ParticipantUncheckedCreateInput> = {},
) {
  return system.participant.create({
    data: { ...within(study), code: unique('p'), ...given },
  })
}

type ParticipantRow = { id: string; studyId: string; spaceId: string; createdById: string }

export function createIdentity(
  { id, studyId, spaceId, createdById }: ParticipantRow,
  given: Row<Prisma.ParticipantIdentityUncheckedCreateInput> = {},
) {
  return system.participantIdentity.create({
    data: { participantId: id, studyId, spaceId, createdById, familyName: 'Doe', ...given },
  })
}

/**
 * A space with at least one row of every model. Keys, codes and e-mail addresses are the same in
 * every space that this fills, because each space has its own.
 */
export async function createFilledSpace(name: string, owner: { id: string }) {
  const space = await createSpace({ name, owner })
  const invitation = await createInvitation(space, { email: 'invited@people.example' })
  const study = await createStudy(space, { key: 'sleep', title: `Sleep in ${name}` })
  const closed = await createStudy(space, { key: 'closed', title: `Closed in ${name}` })
  const arm = await createArm(study, { key: 'treatment', title: `Treatment in ${name}` })
  const participant = await createParticipant(study, {
    code: 'P-001',
    status: 'ENROLLED',
    armId: arm.id,
    baseline: { site: name },
  })
  const unnamed = await createParticipant(study, { code: 'P-002' })
  const identity = await createIdentity(participant, {
    givenName: 'Zoe',
    familyName: `Secret of ${name}`,
    email: 'zoe@people.example',
    phone: '+49 30 1',
  })
  await createParticipant(closed, { code: 'P-001', status: 'COMPLETED' })
  await system.study.update({ where: { id: closed.id }, data: { status: 'CLOSED' } })
  const statusEvent = await system.statusEvent.findFirstOrThrow({
    where: { participantId: participant.id },
    orderBy: { id: 'asc' },
  })
  const folder = await createFolder(space, { name: 'Protocols' })
  const file = await createFile(space, { name: 'sheet.txt', folderId: folder.id })
  const savedView = await createSavedView(space, {
    name: `View in ${name}`,
    shared: true,
  })
  const apiKey = await createApiKey(space, { name: `Key of ${name}` })
  const webhook = await createWebhook(space)
  const delivery = await createDelivery(webhook)
  return {
    ...{ space, invitation, study, closed, arm, participant, unnamed, identity, statusEvent },
    ...{ folder, file, savedView, apiKey, webhook, delivery },
  }
}

export type FilledSpace = Awaited<ReturnType<typeof createFilledSpace>>
