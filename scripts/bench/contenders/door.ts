import { bulkWrite } from '@/lib/db/bulk'
import { openDoor } from '@/lib/db/door'
import { disconnect } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { BATCH, BULK, codeAt, idAt, idsOf, localeAt, type Opener, PAGE } from './contender'
import { exported } from './exported'

/** Our door in process: rules, guard and row-level security, opened anew for each call. */
export const openOurDoor: Opener = async (scene, sink) => {
  const { spaceId, studyId, userId } = scene
  const db = () => openDoor({ userId, spaceId })
  const list = () =>
    db().participant.findMany({
      where: { studyId },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
      take: PAGE,
    })
  return {
    works: {
      list: async () => idsOf(await list()),
      total: async () => {
        const [rows] = await Promise.all([list(), db().participant.count({ where: { studyId } })])
        return idsOf(rows)
      },
      get: async (turn) => {
        const row = await db().participant.findUnique({ where: { id: idAt(scene, turn) } })
        return row ? [row.id] : []
      },
      create: async (turn) => {
        const data = { studyId: sink, code: codeAt(sink, turn) }
        return [(await db().participant.create({ data })).id]
      },
      update: async (turn) => {
        const where = { id: idAt(scene, turn) }
        const data = { locale: localeAt(turn) }
        try {
          return [(await db().participant.update({ where, data })).id]
        } catch (error) {
          if (problemOf(error).code === 'not_found') return []
          throw error
        }
      },
      bulk: async (turn) => {
        const rows = Array.from({ length: BULK }, (_, index) => ({
          ...{ studyId: sink, code: `${codeAt(sink, turn)}-${index}` },
        }))
        const ids = await bulkWrite({ userId, spaceId }, ({ insert }) =>
          insert('participant', rows),
        )
        return ids.filter((id) => id !== null)
      },
      export: () =>
        exported((after) =>
          openDoor({ userId, spaceId: scene.archive.spaceId }).participant.findMany({
            where: after,
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take: BATCH,
          }),
        ),
    },
    close: disconnect,
  }
}
