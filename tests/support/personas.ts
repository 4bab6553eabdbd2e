import { enhance } from '@/generated/zenstack/enhance'
import type { Identity } from '@/lib/auth/identity'
import { type Db, openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import {
  AN_HOUR_AGO,
  addMember,
  createFilledSpace,
  createUser,
  type FilledSpace,
} from './factories'

/**
 * Everybody who might knock at the door of space A, each with a client of their own. `lives` is the
 * role that a persona holds now in the space where it acts, whatever it held before or elsewhere.
 */
const people = {
  owner: { acts: 'a', lives: 'OWNER' },
  admin: { acts: 'a', lives: 'ADMIN' },
  coordinator: { acts: 'a', lives: 'COORDINATOR' },
  viewer: { acts: 'a', lives: 'VIEWER' },
  'viewer who owns B': { acts: 'a', lives: 'VIEWER' },
  'viewer who owns B, acting there': { acts: 'b', lives: 'OWNER' },
  'owner acting in no space': { acts: null, lives: null },
  'expired admin': { acts: 'a', lives: null },
  'removed admin': { acts: 'a', lives: null },
  stranger: { acts: 'a', lives: null },
  'owner of B': { acts: 'b', lives: 'OWNER' },
  'owner of B claiming A': { acts: 'a', lives: null },
  anonymous: { acts: 'a', lives: null },
} as const satisfies Record<string, { acts: 'a' | 'b' | null; lives: Role | null }>

type Role = 'OWNER' | 'ADMIN' | 'COORDINATOR' | 'VIEWER'
export type PersonaName = keyof typeof people
export const personaNames = Object.keys(people) as PersonaName[]

/** Those who are live members of space A and act in it. */
export const insiders = ['owner', 'admin', 'coordinator', 'viewer', 'viewer who owns B'] as const

export type Persona = {
  name: PersonaName
  /** Absent for the one who is not signed in. */
  userId: string | undefined
  acts: 'a' | 'b' | null
  lives: Role | null
  db: Db
}

export type World = {
  a: FilledSpace
  b: FilledSpace
  as: Record<PersonaName, Persona>
}

/** Two filled spaces and everybody who might knock at the door of the first. */
export async function createWorld(): Promise<World> {
  const owner = await createUser({ name: 'Owner of A' })
  const foreignOwner = await createUser({ name: 'Owner of B' })
  const a = await createFilledSpace('A', owner)
  const b = await createFilledSpace('B', foreignOwner)

  const member = async (role: Role, expiresAt?: Date) => {
    const user = await createUser({ name: `${role} of A` })
    await addMember(a.space, user, role, expiresAt)
    return user
  }
  // So that the first can leave.
  await member('OWNER')
  const guest = await member('VIEWER')
  await addMember(b.space, guest, 'OWNER')
  const removed = await member('ADMIN')
  await system.spaceUser.deleteMany({ where: { userId: removed.id } })

  const users: Record<PersonaName, { id: string } | undefined> = {
    owner,
    admin: await member('ADMIN'),
    coordinator: await member('COORDINATOR'),
    viewer: await member('VIEWER'),
    'viewer who owns B': guest,
    'viewer who owns B, acting there': guest,
    'owner acting in no space': owner,
    'expired admin': await member('ADMIN', AN_HOUR_AGO),
    'removed admin': removed,
    stranger: await createUser({ name: 'Stranger' }),
    'owner of B': foreignOwner,
    'owner of B claiming A': foreignOwner,
    anonymous: undefined,
  }
  const spaces = { a: a.space.id, b: b.space.id }
  const as = Object.fromEntries(
    personaNames.map((name) => {
      const { acts, lives } = people[name]
      const userId = users[name]?.id
      const db = userId ? openDoor(identityOf(userId, acts && spaces[acts])) : withoutIdentity()
      return [name, { name, userId, acts, lives, db }]
    }),
  ) as World['as']
  return { a, b, as }
}

const identityOf = (userId: string, spaceId: string | null): Identity =>
  spaceId ? { userId, spaceId } : { userId }

/** The door does not open without an identity; this is what the rules alone say to `auth() == null`. */
const withoutIdentity = () => enhance(system) as unknown as Db
