import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from '@/generated/prisma/client'
import { enhance } from '@/generated/zenstack/enhance'
import type { Identity } from '@/lib/auth/identity'
import { bulkWrite } from '@/lib/db/bulk'
import { openDoor } from '@/lib/db/door'
import { guardOperation } from '@/lib/db/query-guard'
import { system } from '@/lib/db/system'
import type { Contest } from './contest'

const PARTICIPANTS = 20_000
const PATIENCE = { timeout: 300_000 }

/** The operations by their names; the clients' own types know each by its arguments. */
type Model = Record<string, (args: object) => Promise<unknown>>

/**
 * What the second fence costs: the same calls through the door, and through the same enhanced client
 * and guard on a connection of the owner, whom row-level security lets pass and nobody tells who acts.
 */
export async function fenceContests(databaseUrl: string): Promise<{
  contests: Contest[]
  close: () => Promise<void>
}> {
  const { identity, studyId, ids } = await fill()
  const bare = new Pool({ connectionString: databaseUrl, max: 20, options: '-c timezone=UTC' })
  const client = new PrismaClient({ adapter: new PrismaPg(bare) })
  const unfenced = enhance(client, { user: { id: identity.userId, spaceId: identity.spaceId } })
  const fenced = openDoor(identity)
  let made = 0

  const both = (name: string, operation: string, argsOf: () => object): Contest => ({
    name,
    contenders: {
      'with the fence': () => (fenced.participant as unknown as Model)[operation]?.(argsOf()),
      'without it': () => {
        const call = guardOperation('participant', operation, argsOf(), identity)
        return (unfenced.participant as unknown as Model)[call.operation]?.(call.args)
      },
    },
  })

  return {
    contests: [
      both('list of 25', 'findMany', () => ({
        where: { studyId },
        orderBy: { code: 'asc' },
        take: 25,
      })),
      both('get by id', 'findUnique', () => ({
        where: { id: ids[Math.floor(Math.random() * ids.length)] },
      })),
      both('create', 'create', () => ({ data: { studyId, code: `bench-${made++}` } })),
    ],
    async close() {
      await client.$disconnect()
      await bare.end()
    },
  }
}

async function fill(): Promise<{ identity: Identity; studyId: string; ids: string[] }> {
  const user = await system.user.create({ data: { email: 'fence@people.example', name: 'Fence' } })
  const space = await system.space.create({ data: { slug: 'fence', name: 'Fence' } })
  const spaceId = space.id
  await system.spaceUser.create({ data: { spaceId, userId: user.id, role: 'OWNER' } })
  const study = await system.study.create({
    data: { spaceId, createdById: user.id, key: 'bench', title: 'Bench', status: 'LIVE' },
  })
  const rows: { code: string; studyId: string }[] = Array.from(
    { length: PARTICIPANTS },
    (_, index) => ({ studyId: study.id, code: `P-${String(index).padStart(6, '0')}` }),
  )
  const identity = { userId: user.id, spaceId }
  const ids = await bulkWrite(identity, ({ insert }) => insert('participant', rows), PATIENCE)
  await system.$executeRaw`analyze`
  return { identity, studyId: study.id, ids: ids.filter((id) => id !== null) }
}
