import { system } from '@/lib/db/system'
import { addMember } from '../support/factories'
import { createWorld, type World } from '../support/personas'

/**
 * The world of the tests on guessing: what may not be read must not be guessed either. Each attack asks
 * one question twice, once so that the hidden truth would say yes and once so that it would say no; the
 * answers must be the same.
 */
export async function createOracleWorld(): Promise<World> {
  const world = await createWorld()
  // A person that both spaces know, so that there is a path from one to the other.
  const { coordinator } = world.as
  await addMember(world.b.space, { id: coordinator.userId ?? '' }, 'VIEWER')
  await system.spaceUser.updateMany({
    where: { spaceId: world.b.space.id, userId: coordinator.userId },
    data: { expiresAt: new Date('2100-01-01') },
  })
  return world
}

/** `Secret of A` and `Secret of B` are family names; no name begins with `Wrong`. */
export const named = (guess: string) => ({ familyName: { startsWith: guess } })
