import type { z } from 'zod/v3'
import { ParticipantCreateScalarSchema } from '@/generated/zenstack/zod/models/Participant.schema'
import { ParticipantIdentityCreateScalarSchema } from '@/generated/zenstack/zod/models/ParticipantIdentity.schema'
import type { ArmNames } from './arm-names'
import { parseDay, parseInstant } from './dates'
import type { Draft } from './draft'
import { isContact } from './identifying'
import { type PersonName, splitName } from './names'
import { isMissing, type Parsed, parseNumber, parseYesNo } from './numbers'
import type { BaselineTarget, PlainTarget, Target } from './plan'
import { parseStatus } from './statuses'

/** What reading a row needs to know of its study. */
export type StudyScope = {
  /** IANA name. */
  timeZone: string
  arms: ArmNames[]
}

/** Puts one cell into the draft; returns why it cannot, if so. Never called for an empty cell. */
export type CellReader = (text: string, draft: Draft) => string | undefined

const participant = ParticipantCreateScalarSchema.shape
const identity = ParticipantIdentityCreateScalarSchema.shape
const EARLIEST = '1900-01-01'
/** Characters of a text among the baseline attributes. */
const MAX_BASELINE_TEXT = 500

export function cellReader(target: Target, study: StudyScope): CellReader {
  if (target.to === 'none') return () => undefined
  if (target.to === 'baseline') return baselineReader(target)
  if (target.to === 'enrolledAt')
    return unlessMissing((text, draft) => {
      const instant = past(parseInstant(text, study.timeZone, target.order))
      return put(draft.participant, 'enrolledAt', instant)
    })
  if (target.to === 'birthDate')
    return unlessMissing((text, draft) =>
      put(draft.identity, 'birthDate', past(parseDay(text, target.order))),
    )
  return fieldReader(target.to, study)
}

function fieldReader(field: PlainTarget, { arms }: StudyScope): CellReader {
  switch (field) {
    case 'code':
      return (text, draft) => put(draft.participant, 'code', checked(participant.code, text))
    case 'status':
      return (text, draft) => put(draft.participant, 'status', parseStatus(text))
    case 'arm':
      return (text, draft) => put(draft.participant, 'armId', findArm(text, arms))
    case 'locale':
      return (text, draft) =>
        put(draft.participant, 'locale', checked(participant.locale, languageTag(text)))
    case 'timeZone':
      return (text, draft) => put(draft.participant, 'timeZone', parseTimeZone(text))
    case 'isTest':
      return (text, draft) => put(draft.participant, 'isTest', parseYesNo(text))
    case 'fullName':
      return readFullName
    case 'phone':
      return (text, draft) => put(draft.identity, 'phone', parsePhone(text))
    default:
      return (text, draft) => put(draft.identity, field, checked(identity[field], text))
  }
}

function readFullName(text: string, draft: Draft): string | undefined {
  for (const [part, name] of Object.entries(splitName(text)) as [keyof PersonName, string][]) {
    const reason = put(draft.identity, part, checked(identity[part], name))
    if (reason) return reason
  }
  return undefined
}

function put<Part extends object, Key extends keyof Part>(
  part: Part,
  key: Key,
  parsed: Parsed<NonNullable<Part[Key]>>,
): string | undefined {
  if ('reason' in parsed) return parsed.reason
  part[key] = parsed.value
  return undefined
}

/** The value as the schema stores it, or the rule of schema.zmodel that it breaks. */
function checked(rule: z.ZodTypeAny, text: string): Parsed<string> {
  const result = rule.safeParse(text)
  if (result.success) return { value: result.data as string }
  const [issue] = result.error.issues
  if (issue?.code === 'too_big') return { reason: `Longer than ${issue.maximum} characters.` }
  if (issue?.code === 'invalid_string' && issue.validation === 'email')
    return { reason: 'This is not an e-mail address.' }
  return { reason: issue?.message ?? 'This cannot be stored.' }
}

/** Leaves out cells that say in some program's way that there is no value. */
function unlessMissing(read: CellReader): CellReader {
  return (text, draft) => (isMissing(text) ? undefined : read(text, draft))
}

function findArm(text: string, arms: ArmNames[]): Parsed<string> {
  const wanted = text.toLowerCase()
  const found = arms.filter(({ names }) => names.some((name) => name.toLowerCase() === wanted))
  const [arm] = found
  if (!arm) return { reason: `The study has no such arm. ${inWords(arms)}` }
  if (found.length > 1) return { reason: 'Several arms are called so. Use the key of the arm.' }
  return { value: arm.id }
}

const inWords = (arms: ArmNames[]) =>
  arms.length > 0
    ? `Its arms are: ${arms.map(({ names }) => names[0]).join(', ')}.`
    : 'It has none.'

/** `de_at` as `de-AT`. */
function languageTag(text: string): string {
  const [language = '', ...rest] = text.replaceAll('_', '-').split('-')
  return [
    language.toLowerCase(),
    ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part)),
  ].join('-')
}

function parseTimeZone(text: string): Parsed<string> {
  try {
    return { value: new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone }
  } catch {
    return { reason: 'This is not a time zone. Use a name such as Europe/Berlin.' }
  }
}

function past<Value extends string | Date>(parsed: Parsed<Value>): Parsed<Value> {
  if ('reason' in parsed) return parsed
  const instant = new Date(parsed.value)
  if (instant < new Date(EARLIEST)) return { reason: 'This lies before 1900.' }
  if (instant > new Date()) return { reason: 'This lies in the future.' }
  return parsed
}

/** Spreadsheets turn long numbers into 4.91E+12, which nobody can call. */
function parsePhone(text: string): Parsed<string> {
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
    return { reason: 'A spreadsheet has shortened this number. Format the column as text there.' }
  }
  return checked(identity.phone, text)
}

function baselineReader({ key, type, decimal = 'point', confirmed }: BaselineTarget): CellReader {
  switch (type) {
    case 'number':
      return unlessMissing((text, draft) => put(draft.baseline, key, parseNumber(text, decimal)))
    case 'yes-no':
      return unlessMissing((text, draft) => put(draft.baseline, key, parseYesNo(text)))
    case 'text':
      return (text, draft) => put(draft.baseline, key, checkBaselineText(text, confirmed))
  }
}

function checkBaselineText(text: string, confirmed: boolean): Parsed<string> {
  if (text.length > MAX_BASELINE_TEXT)
    return { reason: `Longer than ${MAX_BASELINE_TEXT} characters.` }
  if (!confirmed && isContact(text))
    return { reason: 'This looks like somebody’s contact, which is no baseline attribute.' }
  return { value: text }
}
