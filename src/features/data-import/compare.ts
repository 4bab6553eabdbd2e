import type { Comparing } from '@/lib/db/bulk'
import { bulkModel, type Model } from '@/lib/db/bulk-model'
import { delegateName, type StudioModel } from '@/lib/studio/models'
import type { FileRow } from '../import/csv'
import type { ImportChoices } from '../import/plan'
import { type Draft, draftOf } from './draft'
import type { ImportField } from './fields'
import { hasKey, keyOf, knownFinder, lastOf } from './known'
import { linkFinder } from './links'
import { type Comparison, rowSorter } from './sort-rows'

/** What a comparison is about. */
export type FileToCompare = {
  model: StudioModel
  /** Of the columns of the file, in its order. */
  fields: readonly (ImportField | undefined)[]
  headers: readonly string[]
  rows: FileRow[]
  /** Time zone of the space. */
  zone: string
  /** What happens to records that are there already. */
  known: ImportChoices['known']
}

/** Rows of one look-up. */
const CHUNK = 2_000

/**
 * Reads values, finds links and known records, and sorts the rows by what would become of them.
 * @param progress called with the number of rows compared; may throw to end it.
 */
export async function compareWithSpace(
  bulk: Comparing,
  file: FileToCompare,
  progress: (done: number) => void,
): Promise<Comparison> {
  const { model, fields, rows, zone } = file
  const findLinks = linkFinder(bulk.compare, fields)
  const known = knownFinder(bulk, model)
  const findRepeated = repeatFinder(model)
  const sort = rowSorter(file)
  for (let start = 0; start < rows.length; start += CHUNK) {
    const drafts = rows.slice(start, start + CHUNK).map((row) => draftOf(fields, row, zone))
    await known.byId(drafts)
    await findLinks(drafts)
    for (const draft of drafts) applyRules(model, draft)
    await known.byKeys(drafts)
    for (const draft of drafts) {
      findRepeated(draft)
      sort.add(draft)
    }
    progress(Math.min(rows.length, start + CHUNK))
  }
  return sort.result
}

/** What schema.zmodel says of single columns: normalises the values, or says why not. */
function applyRules({ name }: StudioModel, draft: Draft): void {
  const { values, fields } = bulkModel(delegateName(name) as Model).checkColumns(draft.values)
  draft.values = values
  draft.wrong = { ...fields, ...draft.wrong }
}

/** Finds records that an earlier row of the file is about, by id and by each key. */
function repeatFinder({ keys }: StudioModel): (draft: Draft) => void {
  const lines = new Map<string, number>()
  return (draft) => {
    const marks = keys
      .filter((key) => hasKey(draft, key))
      .map((key) => ({ column: lastOf(key), mark: `${key}${keyOf(draft, key)}` }))
    // Told apart by its id in one row and by a key in another, it is one record all the same.
    const column = draft.texts.id === undefined ? (marks[0]?.column ?? 'id') : 'id'
    if (draft.known) marks.push({ column, mark: draft.known.id })
    for (const { column, mark } of marks) {
      const first = lines.get(mark)
      if (first === undefined) lines.set(mark, draft.line)
      else draft.wrong[column] ??= `The row in line ${first} has the same.`
    }
  }
}
