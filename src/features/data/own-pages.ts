import type { Db } from '@/lib/db/door'
import { paths } from '@/lib/paths'
import type { StudioModel } from '@/lib/studio/models'

/** Models that have pages made for them, beside the ones that every model has. */
type OwnPages = {
  /** Where the records are worked with. */
  list?: (slug: string) => string
  /** The page of one record; undefined when it is gone. */
  record?: (slug: string, db: Db, id: string) => Promise<string | undefined>
}

const studyKey = { study: { select: { key: true } } } as const

const ownPages: Record<string, OwnPages> = {
  Study: {
    list: paths.studies,
    async record(slug, db, id) {
      const study = await db.study.findFirst({ where: { id }, select: { key: true } })
      return study ? paths.study(slug, study.key) : undefined
    },
  },
  Arm: {
    async record(slug, db, id) {
      const arm = await db.arm.findFirst({ where: { id }, select: studyKey })
      return arm ? paths.arms(slug, arm.study.key) : undefined
    },
  },
  Participant: {
    async record(slug, db, id) {
      const select = { code: true, ...studyKey }
      const found = await db.participant.findFirst({ where: { id }, select })
      return found ? paths.participant(slug, found.study.key, found.code) : undefined
    },
  },
  Folder: { list: paths.files, record: async (slug, _, id) => paths.folder(slug, id) },
  File: { list: paths.files },
  Invitation: { list: paths.members },
  AuditEvent: { list: paths.audit },
}

/** Where the records of a model are worked with, besides the studio. */
export const ownListPage = ({ name }: StudioModel, slug: string): string | undefined =>
  ownPages[name]?.list?.(slug)

/** The page of a record besides the studio. */
export const ownRecordPage = async (
  { name }: StudioModel,
  slug: string,
  db: Db,
  id: string,
): Promise<string | undefined> => ownPages[name]?.record?.(slug, db, id)
