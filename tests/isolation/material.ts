import { spaceModels } from '@/generated/tenancy'
import { system } from '@/lib/db/system'
import type { Columns } from '../policy/operations'
import type { Row, Rows } from './rows'
import type { Material } from './trees'
import type { World } from './world'

/** Sample rows of both spaces, of the models inside and of those above them. */
export async function materialOf(world: World): Promise<Material> {
  const samples: Material['samples'] = new Map()
  for (const table of spaceModels) {
    const [a, b] = [world.a.anchor(table.name), world.b.anchor(table.name)]
    samples.set(table.name, { a, b, draft: await world.a.draft(table) })
  }
  const [a, b] = [await above(world.a), await above(world.b)]
  for (const name of ['Space', 'SpaceUser', 'User'] as const) {
    samples.set(name, { a: a[name], b: b[name], draft: {} })
  }
  return { world, samples }
}

async function above({ spaceId, authorId }: Rows) {
  const rows: Record<'Space' | 'SpaceUser' | 'User', Columns> = {
    Space: await system.space.findUniqueOrThrow({ where: { id: spaceId } }),
    SpaceUser: await system.spaceUser.findFirstOrThrow({ where: { spaceId, userId: authorId } }),
    User: await system.user.findUniqueOrThrow({ where: { id: authorId } }),
  }
  return rows as Record<keyof typeof rows, Row>
}
