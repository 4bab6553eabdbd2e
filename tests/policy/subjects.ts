import { randomUUID } from 'node:crypto'
import { system } from '@/lib/db/system'
import {
  addMember,
  createArm,
  createIdentity,
  createInvitation,
  createParticipant,
  createStudy,
  createUser,
  IN_A_WEEK,
  unique,
} from '../support/factories'
import type { Persona, World } from '../support/personas'
import type { Columns } from './operations'
import type { Subject } from './rights'

/** How a test gets at the rows that the table of rights speaks of. */
type Access = {
  /** A row of space A that the test may spoil; `id` leads nowhere when this persona has none. */
  existing(world: World, persona: Persona): Promise<{ id: string }>
  /** Columns of a row that could be added to space A. */
  draft(world: World, persona: Persona): Promise<Columns>
  /** A change that is in order for those who may. */
  change: Columns
}

const nobody = { id: randomUUID() }
const someone = { name: 'Someone' }

const membershipOf = (role: 'OWNER' | 'ADMIN' | 'VIEWER', change: Columns): Access => ({
  existing: async ({ a }) => addMember(a.space, await createUser(someone), role),
  draft: async ({ a }) => ({ spaceId: a.space.id, userId: (await createUser(someone)).id, role }),
  change,
})

const invitationOf = (role: 'OWNER' | 'VIEWER'): Access => ({
  existing: ({ a }) => createInvitation(a.space, { role }),
  draft: async ({ a }) => ({
    spaceId: a.space.id,
    email: `${unique('new')}@people.example`,
    role,
    expiresAt: IN_A_WEEK,
  }),
  change: { expiresAt: new Date('2040-01-01') },
})

const inStudy = ({ a }: World) => ({ spaceId: a.space.id, studyId: a.study.id })
const newPerson = async () => ({ email: `${unique('new')}@people.example`, name: 'New' })

export const subjects: Record<Subject, Access> = {
  oneself: {
    existing: async (_, { userId }) => (userId ? { id: userId } : nobody),
    draft: newPerson,
    change: { name: 'Another name' },
  },
  'a colleague': {
    existing: async ({ a }) => {
      const colleague = await createUser(someone)
      await addMember(a.space, colleague, 'VIEWER')
      return colleague
    },
    draft: newPerson,
    change: { name: 'Another name' },
  },
  'the space': {
    existing: async ({ a }) => a.space,
    draft: async () => ({ slug: unique('new'), name: 'New' }),
    change: { name: 'Another name' },
  },
  'their own membership': {
    existing: async ({ a }, { userId = '' }) =>
      (await system.spaceUser.findFirst({ where: { spaceId: a.space.id, userId } })) ?? nobody,
    draft: async ({ a, as }, { userId = as.stranger.userId }) => ({
      spaceId: a.space.id,
      userId,
      role: 'OWNER',
    }),
    change: { role: 'ADMIN' },
  },
  "a viewer's membership": membershipOf('VIEWER', { role: 'COORDINATOR' }),
  "an admin's membership": membershipOf('ADMIN', { expiresAt: IN_A_WEEK }),
  "another owner's membership": membershipOf('OWNER', { role: 'ADMIN' }),
  'an invitation of a viewer': invitationOf('VIEWER'),
  'an invitation of an owner': invitationOf('OWNER'),
  'a study': {
    existing: ({ a }) => createStudy(a.space, { status: 'DRAFT' }),
    draft: async ({ a }) => ({ spaceId: a.space.id, key: unique('new'), title: 'New' }),
    change: { title: 'Another title', status: 'LIVE' },
  },
  'an arm': {
    existing: ({ a }) => createArm(a.study),
    draft: async (world) => ({ ...inStudy(world), key: unique('new'), title: 'New' }),
    change: { title: 'Another title', ratio: 2 },
  },
  'a participant': {
    existing: ({ a }) => createParticipant(a.study),
    draft: async (world) => ({ ...inStudy(world), code: unique('new') }),
    change: { status: 'ENROLLED', locale: 'de' },
  },
  'an identity': {
    existing: async ({ a }) => createIdentity(await createParticipant(a.study)),
    draft: async (world) => ({
      ...inStudy(world),
      participantId: (await createParticipant(world.a.study)).id,
      familyName: 'New',
    }),
    change: { givenName: 'Another name' },
  },
  'a status event': {
    existing: async ({ a }) => a.statusEvent,
    draft: async (world) => ({
      ...inStudy(world),
      participantId: world.a.participant.id,
      to: 'COMPLETED',
      at: new Date(),
    }),
    change: { reason: 'Rewritten' },
  },
}
