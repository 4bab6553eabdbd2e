import type { Comparing } from '@/lib/db/bulk'
import type { Model } from '@/lib/db/bulk-model'
import { delegateName, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { type Draft, nameIn } from './draft'

/** Looks up which records are there already: by their id, or by a key that no two records share. */
export type KnownFinder = {
  byId(drafts: Draft[]): Promise<void>
  byKeys(drafts: Draft[]): Promise<void>
}

const NO_SUCH_RECORD =
  'There is no such record in this space. To add it as a new one, do not import the ids.'

/** The model is known when it runs only, so the compiler takes a row for that of any model. */
const asStudioRow = (row: object) => row as unknown as StudioRow

/**
 * Records are not held: a change writes only columns that differ, so an edit that somebody makes
 * meanwhile is as if made before or after the import.
 */
export function knownFinder({ compare, compareAlike }: Comparing, model: StudioModel): KnownFinder {
  const name = delegateName(model.name) as Model
  const rowsOf = async (where: object) => (await compare(name, where)).map(asStudioRow)

  return {
    async byId(drafts) {
      const named = drafts.filter(({ texts }) => texts.id !== undefined)
      if (named.length === 0) return
      const asked = [...new Set(named.map(({ texts }) => nameIn(texts.id ?? '')))]
      const rows = new Map((await rowsOf({ id: { in: asked } })).map((row) => [row.id, row]))
      for (const draft of named) {
        draft.known = rows.get(nameIn(draft.texts.id ?? ''))
        if (!draft.known) draft.wrong.id = NO_SUCH_RECORD
      }
    },

    async byKeys(drafts) {
      // The first key of which a row has all says which record it is about; others may not clash.
      const decided = new Set(drafts.filter(({ texts }) => texts.id !== undefined))
      for (const key of model.keys) {
        const complete = drafts.filter((draft) => hasKey(draft, key))
        if (complete.length === 0) continue
        const found = await compareAlike(name, key, complete.map(keyValues))
        const rows = new Map(found.map((row) => [keyText(key, row), asStudioRow(row)]))
        const match = (draft: Draft) => rows.get(keyText(key, keyValues(draft)))
        for (const draft of complete) {
          const other = match(draft)
          if (!decided.has(draft)) draft.known = other
          decided.add(draft)
          if (other && draft.known?.id !== other.id)
            draft.wrong[lastOf(key)] = 'Another record has the same.'
        }
      }
    },
  }
}

/** What the record will have: what the row says, and what it leaves as it is. */
const keyValues = ({ known, values }: Draft): Record<string, unknown> => ({ ...known, ...values })

/** Whether the row says something of a key, and all of it is known. */
export const hasKey = (draft: Draft, key: readonly string[]): boolean => {
  const values = keyValues(draft)
  return (
    key.some((column) => column in draft.values) &&
    key.every((column) => values[column] !== undefined && values[column] !== null)
  )
}

/** The value of a key as one text. */
export const keyOf = (draft: Draft, key: readonly string[]): string =>
  keyText(key, keyValues(draft))

const keyText = (key: readonly string[], values: Record<string, unknown>): string =>
  JSON.stringify(key.map((column) => plain(values[column])))

const plain = (value: unknown) => (typeof value === 'bigint' ? String(value) : value)

/** The column that tells records apart; those before it say where. */
export const lastOf = (key: readonly string[]): string => key.at(-1) ?? ''
