import { insiders, type PersonaName } from '../support/personas'

/**
 * Who may do what to which row of space A, as the product promises it. Written by hand, from the
 * promise and not from schema.zmodel: every test of the rules measures against this table, and so is
 * the table that the interface shows (src/generated/access.ts).
 *
 * Personas that a line does not name may not.
 */

const owner = ['owner'] as const
const managers = ['owner', 'admin'] as const
const staff = ['owner', 'admin', 'coordinator'] as const
/** What is about oneself one keeps, wherever one acts, even when a membership is over. */
const everybody = [
  ...insiders,
  'viewer who owns B, acting there',
  'owner acting in no space',
  'expired admin',
  'removed admin',
  'stranger',
  'owner of B',
  'owner of B claiming A',
] as const
const ownMembership = insiders
const nobody = [] as const

type Right = readonly PersonaName[]
type Rights = { model: Model; create: Right; update: Right; delete: Right }

/** The models that anybody may see something of. */
export const models = [
  'user',
  'space',
  'spaceUser',
  'invitation',
  'study',
  'arm',
  'participant',
  'participantIdentity',
  'statusEvent',
] as const
export type Model = (typeof models)[number]

// biome-ignore format: a table is read by its columns
export const writers = {
  'oneself':                    { model: 'user',                create: nobody,   update: everybody, delete: nobody },
  'a colleague':                { model: 'user',                create: nobody,   update: nobody,    delete: nobody },
  'the space':                  { model: 'space',               create: nobody,   update: owner,     delete: nobody },
  'their own membership':       { model: 'spaceUser',           create: nobody,   update: nobody,    delete: ownMembership },
  "a viewer's membership":      { model: 'spaceUser',           create: nobody,   update: owner,     delete: managers },
  "an admin's membership":      { model: 'spaceUser',           create: nobody,   update: owner,     delete: owner },
  "another owner's membership": { model: 'spaceUser',           create: nobody,   update: owner,     delete: owner },
  'an invitation of a viewer':  { model: 'invitation',          create: managers, update: managers,  delete: managers },
  'an invitation of an owner':  { model: 'invitation',          create: owner,    update: managers,  delete: managers },
  'a study':                    { model: 'study',               create: staff,    update: staff,     delete: managers },
  'an arm':                     { model: 'arm',                 create: staff,    update: staff,     delete: managers },
  'a participant':              { model: 'participant',         create: staff,    update: staff,     delete: managers },
  'an identity':                { model: 'participantIdentity', create: staff,    update: staff,     delete: managers },
  'a status event':             { model: 'statusEvent',         create: nobody,   update: nobody,    delete: nobody },
} as const satisfies Record<string, Rights>

export type Subject = keyof typeof writers

/** Rows that are read: those of the active space, by these roles in it. */
// biome-ignore format: a table is read by its columns
export const readers = {
  invitation:          ['OWNER', 'ADMIN'],
  study:               ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'],
  arm:                 ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'],
  participant:         ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'],
  participantIdentity: ['OWNER', 'ADMIN', 'COORDINATOR'],
  statusEvent:         ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'],
} as const
