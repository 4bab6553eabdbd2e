import type { DbTransaction } from '../db/door'
import { NOT_FOUND, problemOf } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { carriedSelect, columnOf, type StudioField } from '../studio/models'
import type { Row } from './document'
import type { Written } from './input'
import { type Shown, selectOf } from './query'
import { RestRefusal } from './refusal'
import { type Resource, resourceOfModel } from './resources'

/** Writing single records, through the door. */

type Delegate = {
  findFirst(args: object): Promise<Row | null>
  create(args: object): Promise<Row>
  update(args: object): Promise<Row>
  delete(args: object): Promise<Row>
}

const delegateOf = (db: DbTransaction, { type }: Resource): Delegate =>
  Reflect.get(db, type) as Delegate

/** Every attribute and no other record. */
export const WHOLE: Shown = { fields: new Map(), include: {} }

export async function createOne(
  db: DbTransaction,
  resource: Resource,
  written: Written,
): Promise<Row> {
  const data = await withLinks(db, written)
  return delegateOf(db, resource).create({ data, select: selectOf(resource, WHOLE) })
}

/**
 * Changes what is written and nothing else.
 * @param version the record's last change, where the caller means that version and no other.
 * @throws Rejection `not_found`; RestRefusal 412 when the record was changed since.
 */
export async function updateOne(
  db: DbTransaction,
  resource: Resource,
  id: string,
  written: Written,
  version?: Date,
): Promise<Row> {
  const data = await withLinks(db, written)
  const where = version ? { id, updatedAt: version } : { id }
  const select = selectOf(resource, WHOLE)
  return orChanged(db, resource, id, version, () =>
    delegateOf(db, resource).update({ where, data, select }),
  )
}

/** Deletes a record and what hangs on it; throws what `updateOne` throws. */
export async function deleteOne(
  db: DbTransaction,
  resource: Resource,
  id: string,
  version?: Date,
): Promise<void> {
  const where = version ? { id, updatedAt: version } : { id }
  await orChanged(db, resource, id, version, () =>
    delegateOf(db, resource).delete({ where, select: { id: true } }),
  )
}

async function orChanged<Result>(
  db: DbTransaction,
  resource: Resource,
  id: string,
  version: Date | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!version || problemOf(error).code !== 'not_found') throw error
    const select = { id: true }
    if (!(await delegateOf(db, resource).findFirst({ where: { id }, select }))) throw error
    throw new RestRefusal(
      'conflict',
      [
        {
          detail:
            'Somebody changed this record since you read it. Read it again and repeat your change.',
          source: { header: 'if-match' },
        },
      ],
      412,
    )
  }
}

/** The columns of the links too, and those that are taken over from the other record. */
async function withLinks(db: DbTransaction, { data, links }: Written) {
  const columns = { ...data }
  for (const { field, pointer, id } of links) {
    columns[columnOf(field)] = id
    const target = carryingTarget(field)
    if (!target) continue
    const other = await delegateOf(db, target).findFirst({
      where: { id },
      select: carriedSelect(field),
    })
    if (!other) throw absent(pointer)
    for (const { column, references } of field.carries ?? []) columns[column] = other[references]
  }
  return columns
}

/** The records that a link takes columns over from, if it takes any. */
const carryingTarget = ({ type, carries }: StudioField): Resource | undefined =>
  carries?.length ? resourceOfModel(type) : undefined

/** Whether other records have to be read first. */
export const isPreparedByReads = ({ links }: Written): boolean =>
  links.some(({ field }) => carryingTarget(field) !== undefined)

export const absent = (pointer: string): RestRefusal =>
  new RestRefusal('invalid', [
    {
      detail: 'This record does not exist in this space.',
      source: { pointer: `${pointer}/data/id` },
    },
  ])

export const notFound = (): Rejection => new Rejection('not_found', NOT_FOUND.message)
