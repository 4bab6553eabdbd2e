import type { Comparing } from '@/lib/db/bulk'
import { type Finding, finding } from '../import/finding'
import type { ImportChoices } from '../import/plan'
import { changeOf, type KnownParticipant } from './change'
import type { Draft } from './draft'

/** What the file means for the participants whom the study has. */
export type Comparison = {
  fresh: Draft[]
  changes: Change[]
  /** Codes of known participants that stay as they are. */
  untouched: string[]
  findings: Finding[]
}

/** Only what differs; `identityId` is absent where there is no identity yet. */
export type Change = {
  code: string
  id: string
  identityId?: string
  participant: Omit<Draft['participant'], 'code'> & { baseline?: Draft['baseline'] }
  identity: Draft['identity']
}

/** Rows of one look-up. */
const CHUNK = 2_000

export type CompareOptions = {
  /** Called with the ids of participants before they are read, so that they do not change any more. */
  hold?: (ids: string[]) => Promise<void>
  /** Called with the number of rows compared. */
  progress: (done: number) => void
}

/** Looks up codes, e-mail addresses and phone numbers. Reads only. */
export async function compareWithStudy(
  bulk: Comparing,
  studyId: string,
  drafts: Draft[],
  known: ImportChoices['known'],
  { hold, progress }: CompareOptions,
): Promise<Comparison> {
  const result: Comparison = { fresh: [], changes: [], untouched: [], findings: [] }
  for (let start = 0; start < drafts.length; start += CHUNK) {
    const chunk = drafts.slice(start, start + CHUNK)
    const participants = await findKnown(
      bulk,
      studyId,
      chunk,
      known === 'update' ? hold : undefined,
    )
    const contacts = await findContacts(bulk, studyId, chunk)
    for (const draft of chunk) {
      const { code = '' } = draft.participant
      const match = participants.get(code)
      if (match && known !== 'update') {
        result.untouched.push(code)
        continue
      }
      const findings = foreignContacts(draft, match?.id, contacts)
      const change = match && changeOf(draft, match)
      if (change && 'reason' in change) findings.push(finding(draft.line, '', code, change.reason))
      if (findings.length > 0) result.findings.push(...findings)
      else if (!match) result.fresh.push(draft)
      else if (change && 'id' in change) result.changes.push(change)
      else result.untouched.push(code)
    }
    progress(start + chunk.length)
  }
  return result
}

async function findKnown(
  { compare, compareAlike }: Comparing,
  studyId: string,
  drafts: Draft[],
  hold: CompareOptions['hold'],
): Promise<Map<string, KnownParticipant & { id: string }>> {
  const codes = drafts.flatMap(({ participant }) => participant.code ?? [])
  if (codes.length === 0) return new Map()
  const find = () =>
    compareAlike(
      'participant',
      ['studyId', 'code'],
      codes.map((code) => ({ studyId, code })),
    )
  let rows = await find()
  if (rows.length === 0) return new Map()
  if (hold) {
    await hold(rows.map(({ id }) => id))
    rows = await find()
  }
  const identities = await compare('participantIdentity', {
    participantId: { in: rows.map(({ id }) => id) },
  })
  const identityOf = new Map(identities.map((identity) => [identity.participantId, identity]))
  return new Map(
    rows.map((row) => [row.code, { ...row, identity: identityOf.get(row.id) ?? null }]),
  )
}

type Owner = { id: string; code: string }
type Contacts = { email: Map<string, Owner>; phone: Map<string, Owner> }

async function findContacts(
  { compare, compareAlike }: Comparing,
  studyId: string,
  drafts: Draft[],
): Promise<Contacts> {
  const contacts: Contacts = { email: new Map(), phone: new Map() }
  const emails = drafts.flatMap(({ identity }) => identity.email ?? [])
  const phones = drafts.flatMap(({ identity }) => identity.phone ?? [])
  if (emails.length + phones.length === 0) return contacts
  const named = (column: 'email' | 'phone', values: string[]) =>
    compareAlike(
      'participantIdentity',
      ['studyId', column],
      values.map((value) => ({ studyId, [column]: value })),
    )
  const found = [...(await named('email', emails)), ...(await named('phone', phones))]
  if (found.length === 0) return contacts
  const owners = await compare('participant', {
    id: { in: found.map(({ participantId }) => participantId) },
  })
  const ownerOf = new Map(owners.map((owner) => [owner.id, owner]))
  for (const { email, phone, participantId } of found) {
    const owner = ownerOf.get(participantId)
    if (owner && email) contacts.email.set(email, owner)
    if (owner && phone) contacts.phone.set(phone, owner)
  }
  return contacts
}

/** Contacts that belong to somebody else in the study: within it they are unique. */
function foreignContacts(
  { line, identity }: Draft,
  id: string | undefined,
  contacts: Contacts,
): Finding[] {
  return (['email', 'phone'] as const).flatMap((kind) => {
    const value = identity[kind]
    const owner = value && contacts[kind].get(value)
    if (!owner || owner.id === id) return []
    const column = kind === 'email' ? 'E-mail' : 'Phone'
    return [finding(line, column, value, `The participant ${owner.code} has the same.`)]
  })
}
