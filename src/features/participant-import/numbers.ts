/** Numbers and yes-or-no answers as people write them in spreadsheets. */

/** The sign between the whole and the fraction. */
export type DecimalSign = 'point' | 'comma'

/** A value, or why there is none. */
export type Parsed<Value> = { value: Value } | { reason: string }

const WRITTEN = {
  point: /^[+-]?(\d{1,3}(?:[, '’]\d{3})+|\d+)(\.\d+)?(e[+-]?\d{1,3})?$/i,
  comma: /^[+-]?(\d{1,3}(?:[. '’]\d{3})+|\d+)(,\d+)?(e[+-]?\d{1,3})?$/i,
}
/** More digits than this do not fit into a JSON number without loss. */
const EXACT_DIGITS = 15

/** Thousands may be set apart; Arabic-Indic and Persian digits are read. */
export function parseNumber(text: string, decimal: DecimalSign): Parsed<number> {
  const plain = plainDigits(text)
  if (!WRITTEN[decimal].test(plain)) {
    return { reason: `This is not a number with a decimal ${decimal}.` }
  }
  if (tooLong(plain)) {
    return { reason: 'This has more digits than a number can keep. Import the column as text.' }
  }
  const groups = decimal === 'point' ? /[, '’]/g : /[. '’]/g
  const value = Number(plain.replace(groups, '').replace(',', '.'))
  return Number.isFinite(value) ? { value } : { reason: 'This number is too large.' }
}

const tooLong = (plain: string) =>
  plain.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length > EXACT_DIGITS

/** ASCII digits, minus signs and spaces for their many look-alikes. */
export function plainDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
}

/**
 * The decimal sign that a column uses: undefined where it could be either, as in `1,234`, and
 * `point` where no value has a fraction.
 */
export function guessDecimal(values: string[]): DecimalSign | undefined {
  const plain = values.map(plainDigits).filter((value) => /[.,]/.test(value))
  if (plain.length === 0) return 'point'
  const fits = (['point', 'comma'] as const).filter((decimal) =>
    plain.every((value) => WRITTEN[decimal].test(value)),
  )
  return fits.length === 1 ? fits[0] : undefined
}

/** Whether every value is a number under one of the signs and would survive being stored as one. */
export function areNumbers(values: string[]): boolean {
  const plain = values.map(plainDigits)
  return (['point', 'comma'] as const).some((decimal) =>
    plain.every(
      (value) => WRITTEN[decimal].test(value) && !tooLong(value) && !/^[+-]?0\d/.test(value),
    ),
  )
}

const YES =
  'yes y true t 1 x ja j wahr oui o vrai sí si s verdadero vero sim verdadeiro evet так да نعم بله'
const NO = 'no n false f 0 nein falsch non faux falso não nao nee hayır ні нет لا خیر'
const yesWords = new Set(YES.split(' '))
const noWords = new Set(NO.split(' '))

export function parseYesNo(text: string): Parsed<boolean> {
  const word = plainDigits(text).toLowerCase()
  if (yesWords.has(word)) return { value: true }
  if (noWords.has(word)) return { value: false }
  return { reason: 'This is neither yes nor no.' }
}

/** Whether a column answers yes or no in words; 0 and 1 alone may be codes for anything. */
export function areYesNo(values: string[]): boolean {
  return values.every((value) => 'value' in parseYesNo(value)) && !values.every(isDigits)
}

const isDigits = (value: string) => /^\d+$/.test(plainDigits(value))

const MISSING = new Set(['na', 'n/a', '#n/a', 'nan', 'null', 'none', '.', '-'])

/** Whether a cell of a typed column says that there is no value, as statistics programs write it. */
export function isMissing(text: string): boolean {
  return MISSING.has(text.toLowerCase())
}
