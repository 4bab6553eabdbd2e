import { areDates } from './dates'
import { namesIdentifier, targetNamed } from './header-words'
import { plainDigits } from './numbers'
import { isIdentity } from './targets'

/**
 * Whether a column looks as if it identified people. Such a column never becomes a baseline attribute
 * unless somebody says so explicitly.
 */
export function looksIdentifying(header: string, samples: string[]): boolean {
  const named = targetNamed(header)
  if (namesIdentifier(header) || (named && isIdentity(named))) return true
  const values = samples.filter((value) => value !== '')
  if (values.length === 0) return false
  return (
    mostly(values, isContact) ||
    mostly(values, isStreetAddress) ||
    areBirthDates(values) ||
    areNames(values)
  )
}

/** Whether one value is an e-mail address or an international phone number beyond doubt. */
export function isContact(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) || isPhone(value)
}

/** Digits with the signs of a phone number: +49 30 1234567, (030) 123-4567, 030/1234567. */
function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  if (digits < 7 || digits > 15 || areDates([value])) return false
  return /^(\+|00)[\d\s()./-]+$/.test(value) || /^\(?0?\d+\)?[\s/-]+\d[\d\s/-]{4,}$/.test(value)
}

const STREET =
  /(\d+\w?\s+\p{L}.*\b(st|str|street|ave|avenue|rd|road|way|ln|lane|dr|drive|ct|court|pl|place|blvd)\b\.?)|((stra(ß|ss)e|str\.|weg|platz|gasse|allee|laan|straat)\s*\d)|^(rue|calle|via|avenida|av\.|ul\.|вул\.|ул\.)\s/iu

const isStreetAddress = (value: string) => STREET.test(value)

/** Days that lie mostly more than ten years back. */
function areBirthDates(values: string[]): boolean {
  if (!areDates(values)) return false
  const limit = new Date().getFullYear() - 10
  return mostly(values, (value) => Number(/\d{4}/.exec(plainDigits(value))?.[0]) < limit)
}

/** Two or more capitalised words in every value, and hardly a value twice. */
function areNames(values: string[]): boolean {
  const distinct = new Set(values).size
  return (
    values.length >= 5 &&
    distinct > values.length * 0.8 &&
    mostly(values, (value) => /^\p{Lu}[\p{L}'’.-]*,?(\s+[\p{L}'’.-]+){1,4}$/u.test(value))
  )
}

function mostly<Value>(values: Value[], test: (value: Value) => boolean): boolean {
  return values.filter(test).length > values.length / 2
}
