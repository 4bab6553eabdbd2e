import { isTenantModel } from './bulk-model'
import type { Question, Statement } from './known-shapes'

/**
 * Rules ask whether somebody is a member of a record's space, and Prisma joins the space to each record for
 * that. All records that a read through the door finds are in one space, which stands in the question, so the
 * membership need not be looked up by the record: PostgreSQL then looks it up once and plans no join.
 *
 * A space without its row, or one that row-level security hides, would make a difference. A record of a
 * tenant cannot be in the one, and is hidden itself in the other.
 */

const JOIN =
  / LEFT JOIN "public"\."Space" AS ("j\d+") ON \(\1\."id"\) = \("public"\."(\w+)"\."spaceId"\)/g

/** The same statement with the membership asked once, or as it is when it is of another form. */
export function withMembershipOnce(
  statement: Statement,
  model: string,
  { where }: { where?: unknown },
  question: Question,
): Statement {
  const number = question.values.indexOf(spaceOf(where) ?? '')
  const isSpace = (value: Statement['values'][number]) =>
    'number' in value && value.number === number && value.form === 'same'
  const place = statement.values.findIndex(isSpace) + 1
  if (!isTenantModel(model) || number < 0 || place === 0) return statement
  const text = [...statement.text.matchAll(JOIN)].reduce(
    (rest, [join, space]) =>
      rest
        .replace(join, '')
        .replaceAll(`(${space}."id") = (`, `($${place}) = (`)
        .replaceAll(`(${space}."id" IS NOT NULL)`, '(true)'),
    statement.text,
  )
  return /"j\d+"/.test(text) ? statement : { ...statement, text }
}

/** The one space that a condition leaves. */
function spaceOf(where: unknown): string | undefined {
  if (typeof where !== 'object' || where === null) return undefined
  const { spaceId, AND } = where as { spaceId?: string | { equals?: unknown }; AND?: unknown }
  const space = typeof spaceId === 'object' ? spaceId?.equals : spaceId
  if (typeof space === 'string') return space
  for (const part of [AND].flat()) {
    const found = spaceOf(part)
    if (found !== undefined) return found
  }
  return undefined
}
