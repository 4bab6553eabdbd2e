import { bulkWrite } from '@/lib/db/bulk'
import { openDoor } from '@/lib/db/door'
import { disconnect } from '@/lib/db/system'
import { BULK, codeAt, idAt, type Opener, PAGE } from './contender'
import { localeAt } from './raw'

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
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
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
        return [(await db().participant.update({ where, data: { locale: localeAt(turn) } })).id]
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
    },
    close: disconnect,
  }
}
