import type { Table } from '@/generated/tenancy'
import { transactAs } from '@/lib/db/door'
import { problemOf } from '@/lib/errors/problem'
import { delegateOf, type OperationName } from '../policy/operations'
import type { Persona, PersonaName } from '../support/personas'
import { rpc, signedInCookie } from '../support/rpc'
import { countCase } from './cases'
import type { Side } from './expectations'
import { delegateName } from './values'
import type { World } from './world'

/** What somebody got: data, or the code of a problem. `text` is everything that was said. */
export type Answer = { code: string; data: unknown; text: string }

export type Call = (table: Table, operation: OperationName, args: object) => Promise<Answer>

/** A way to the data: calls in the name of a persona. */
export type Door = {
  name: string
  lacks?: readonly OperationName[]
  /** Tells those outside every space apart before any rule is asked. */
  guarded?: boolean
  /** Who knocks, where not everybody does: one of each kind, as the first door asks all. */
  cast?: Record<Side, readonly PersonaName[]>
  open(world: World): Promise<(persona: Persona) => Call>
}

export async function answerTo(work: () => Promise<unknown>): Promise<Answer> {
  try {
    const data = await work()
    return { code: 'done', data, text: textOf(data) }
  } catch (error) {
    const problem = problemOf(error)
    return { code: problem.code, data: undefined, text: textOf(problem) }
  }
}

export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''

/** As pages use it: rules and row-level security. */
export const enhancedClient: Door = {
  name: 'the enhanced client',
  open: async () => (persona) => (table, operation, args) => {
    countCase()
    return answerTo(() => delegateOf(persona.db, delegateName(table.name))[operation](args))
  },
}

/** The same rules on a connection that row-level security does not hold back. */
export const rulesAlone: Door = {
  name: 'the enhanced client without row-level security',
  // The same to the rules as their plain forms.
  lacks: [
    ...['findUniqueOrThrow', 'findFirst', 'findFirstOrThrow'],
    ...['createManyAndReturn', 'updateManyAndReturn'],
  ] as OperationName[],
  cast: {
    a: ['owner', 'admin', 'coordinator', 'viewer', 'expired admin', 'owner of B claiming A'],
    b: ['owner', 'viewer who owns B', 'owner of B'],
  },
  open: async (world) => (persona) => (table, operation, args) => {
    countCase()
    const { userId } = persona
    const call = (db: object) => delegateOf(db, delegateName(table.name))[operation](args)
    return answerTo(() =>
      userId
        ? transactAs({ userId, ...spaceOf(world, persona) }, (db) => call(db))
        : call(persona.db),
    )
  },
}

export const spaceOf = (world: World, { acts }: Persona) =>
  acts ? { spaceId: world[acts].spaceId } : {}

/** As the browser uses it. */
export const rpcDoor: Door = {
  name: 'the RPC door',
  lacks: ['createManyAndReturn', 'updateManyAndReturn', 'findFirstOrThrow', 'findUniqueOrThrow'],
  guarded: true,
  cast: {
    a: ['owner', 'coordinator', 'viewer', 'owner of B claiming A', 'anonymous'],
    b: ['owner', 'owner of B'],
  },
  async open(world) {
    const cookies = new Map<string, string>()
    for (const { userId } of Object.values(world.as)) {
      if (userId && !cookies.has(userId)) cookies.set(userId, await signedInCookie(userId))
    }
    return ({ userId, acts }) => {
      const cookie = userId && cookies.get(userId)
      const knock = rpc({
        ...(cookie && { cookie }),
        ...(acts && { space: world.slugs[acts] }),
      })
      return async (table, operation, args) => {
        countCase()
        const { body, text } = await knock(delegateName(table.name), operation, args)
        // Each answer has a number of its own.
        const said = text.replace(/"requestId":"[^"]*"/, '')
        return { code: body.error?.code ?? 'done', data: body.data, text: said }
      }
    }
  },
}
