import type { Table } from '@/generated/tenancy'
import { system } from '@/lib/db/system'
import { delegateOf } from '../policy/operations'
import { type Persona, type PersonaName, personaNames } from '../support/personas'
import type { Answer, Call, Door } from './doors'
import type { Side, subjects } from './expectations'
import { delegateName } from './values'
import type { World } from './world'

/** What the questions of the matrix (matrix.ts) have in common. */

export type Subject = (typeof subjects)[number]
export type Scene = { world: World; door: Door; by: (persona: Persona) => Call }

export const everybody = ({ as }: World) => personaNames.map((name) => as[name])

/** Those who tell the other space apart: to all others it is one more that they are not in. */
const neighbours: PersonaName[] = [
  ...(['owner', 'viewer', 'viewer who owns B', 'viewer who owns B, acting there'] as const),
  ...(['owner acting in no space', 'owner of B'] as const),
]

/** Who is asked about the rows of a space. */
export function peopleFor({ world, door }: Scene, side: Side): Persona[] {
  const cast = door.cast?.[side] ?? (side === 'a' ? personaNames : neighbours)
  return cast.map((name) => world.as[name])
}

export const delegate = ({ name }: Table) => delegateOf(system, delegateName(name))

/** The same question by several people at once. */
export async function askAll(people: Persona[], ask: (persona: Persona) => Promise<Answer>) {
  return new Map(
    await Promise.all(people.map(async (persona) => [persona, await ask(persona)] as const)),
  )
}

/** Said to all who are not in the space that they ask for, where the door looks before any rule. */
export function refusedAtDoor(door: Door, { userId, acts, lives }: Persona): string | undefined {
  if (!door.guarded) return undefined
  if (!userId) return 'signed_out'
  return acts && !lives ? 'no_space' : undefined
}
