import type { SampledColumn } from '../import/head'
import { normalise } from '../import/names'
import { areDates, guessOrder } from './dates'
import { targetNamed } from './header-words'
import { looksIdentifying } from './identifying'
import { areNumbers, areYesNo, guessDecimal, isMissing } from './numbers'
import type { BaselineTarget, Target } from './plan'
import { isIdentity, type TargetName } from './targets'

/** More columns than this besides the known ones are the answers of a study, not its baseline. */
const MANY = 40
/** Values longer than this on average are remarks, which may say anything about anyone. */
const REMARK = 40

/** Proposes where each column goes, from its header and the values of the first rows. */
export function guessTargets(
  columns: SampledColumn[],
  { mayWriteIdentity }: { mayWriteIdentity: boolean },
): Target[] {
  const names = uniqueTargets(columns.map(({ header }) => targetNamed(header)))
  const others = columns.filter((_, index) => !names[index]).length
  const keys = new Set<string>()
  return columns.map((column, index) => {
    const name = names[index]
    if (name) return isIdentity(name) && !mayWriteIdentity ? { to: 'none' } : targetTo(name, column)
    if (others > MANY || !isBaseline(column)) return { to: 'none' }
    const target = targetTo('baseline', column, keys)
    if (target.to === 'baseline') keys.add(target.key)
    return target
  })
}

/** Each field once; the first column that names it has it. */
function uniqueTargets(names: (TargetName | undefined)[]): (TargetName | undefined)[] {
  const hasParts = names.includes('givenName') || names.includes('familyName')
  const seen = new Set<TargetName>()
  return names.map((guess) => {
    // Beside "Vorname" or "prénom", a column called "name" holds the family name.
    const name =
      guess === 'fullName' && hasParts
        ? names.includes('familyName')
          ? undefined
          : 'familyName'
        : guess
    if (!name || seen.has(name)) return undefined
    seen.add(name)
    return name
  })
}

function isBaseline({ header, samples }: SampledColumn): boolean {
  const values = samples.filter((value) => value !== '')
  if (values.length === 0 || looksIdentifying(header, values)) return false
  // What REDCap adds about its forms, events and repeats.
  if (/(_complete|_timestamp)$|^redcap_/i.test(header)) return false
  const length = values.reduce((sum, value) => sum + value.length, 0) / values.length
  return normalise(header) !== '' && length <= REMARK
}

/** A column's settings for a target, as far as its values tell; what they leave open is undefined. */
export function targetTo(
  to: TargetName,
  { header, samples }: SampledColumn,
  takenKeys: ReadonlySet<string> = new Set(),
): Target {
  const values = samples.filter((value) => value !== '')
  if (to === 'enrolledAt' || to === 'birthDate') return { to, order: guessOrder(values) }
  if (to === 'baseline') {
    const key = keyFrom(header, takenKeys)
    return { to, key, ...guessType(values), confirmed: false }
  }
  return { to }
}

function guessType(values: string[]): Pick<BaselineTarget, 'type' | 'decimal'> {
  const present = values.filter((value) => !isMissing(value))
  if (present.length === 0 || areDates(present)) return { type: 'text' }
  if (areYesNo(present)) return { type: 'yes-no' }
  if (areNumbers(present)) return { type: 'number', decimal: guessDecimal(present) }
  return { type: 'text' }
}

/** A header as a baseline key: `Body height (cm)` becomes `body_height_cm`. */
function keyFrom(header: string, taken: ReadonlySet<string>): string {
  const words = normalise(header).replaceAll(' ', '_').slice(0, 56)
  const key = /^\p{L}/u.test(words) ? words : words ? `x_${words}` : 'attribute'
  let free = key
  for (let count = 2; taken.has(free); count++) free = `${key}_${count}`
  return free
}
