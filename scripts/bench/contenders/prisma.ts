import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from '@/generated/prisma/client'
import { env } from '@/lib/env'
import { BATCH, BULK, codeAt, idAt, idsOf, localeAt, type Opener, PAGE } from './contender'
import { exported } from './exported'

/**
 * What one would write instead: plain Prisma in process, the filter of the space and the membership by
 * hand in each query, no row-level security, plans compiled as Prisma does.
 */
export const openPrisma: Opener = async (scene, sink) => {
  const pool = new Pool({ connectionString: env.DATABASE_URL, max: 16, options: '-c timezone=UTC' })
  const db = new PrismaClient({ adapter: new PrismaPg(pool) })
  const { spaceId, studyId, userId } = scene
  const mine = (spaceId = scene.spaceId) => ({
    spaceId,
    space: {
      members: {
        some: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
      },
    },
  })
  const list = () =>
    db.participant.findMany({
      where: { studyId, ...mine() },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
      take: PAGE,
    })
  return {
    works: {
      list: async () => idsOf(await list()),
      total: async () => {
        const [rows] = await Promise.all([
          list(),
          db.participant.count({ where: { studyId, ...mine() } }),
        ])
        return idsOf(rows)
      },
      get: async (turn) => {
        const row = await db.participant.findFirst({ where: { id: idAt(scene, turn), ...mine() } })
        return row ? [row.id] : []
      },
      create: async (turn) => {
        // Who may write is asked first.
        await db.spaceUser.findFirstOrThrow({
          where: { spaceId, userId, role: { in: ['OWNER', 'ADMIN', 'COORDINATOR'] } },
        })
        const data = { spaceId, createdById: userId, studyId: sink, code: codeAt(sink, turn) }
        return [(await db.participant.create({ data })).id]
      },
      update: async (turn) => {
        const id = idAt(scene, turn)
        const rows = await db.participant.updateManyAndReturn({
          where: { id, ...mine() },
          data: { locale: localeAt(turn) },
        })
        return idsOf(rows)
      },
      bulk: async (turn) => {
        await db.spaceUser.findFirstOrThrow({
          where: { spaceId, userId, role: { in: ['OWNER', 'ADMIN', 'COORDINATOR'] } },
        })
        const data = Array.from({ length: BULK }, (_, index) => ({
          ...{
            spaceId,
            createdById: userId,
            studyId: sink,
            code: `${codeAt(sink, turn)}-${index}`,
          },
        }))
        return idsOf(await db.participant.createManyAndReturn({ data, select: { id: true } }))
      },
      export: () =>
        exported((after) =>
          db.participant.findMany({
            where: { ...after, ...mine(scene.archive.spaceId) },
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take: BATCH,
          }),
        ),
    },
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}
