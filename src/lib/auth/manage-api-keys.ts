import { z } from 'zod'
import type { Role } from '@/generated/prisma/enums'
import { transactAs } from '@/lib/db/door'
import { type SystemTransaction, system } from '@/lib/db/system'
import { uuid7 } from '@/lib/db/uuid7'
import { Refusal } from '@/lib/refusal'
import { type KeySecret, newKeySecret } from './api-key-secret'
import { SERVICE_DOMAIN } from './email-address'
import { findLiveMembership } from './membership'
import { isNetwork } from './networks'
import { type NewApiKey, newApiKey, type Overlap, overlaps } from './new-api-key'
import { NO_SUCH_SPACE, type Outcome, refused, refusedInput } from './outcome'
import type { SignedIn } from './sessions'

const HOUR_MS = 60 * 60 * 1000
const FORBIDDEN =
  'Your role does not allow this: owners keep all keys, admins those of coordinators and viewers.'
const GONE = 'This key was revoked in the meantime, or it never was in this space.'

/** A secret as its maker sees it, once. */
export type ShownSecret = { keyId: string; secret: string }

/** Makes a key: its service user, the user's membership, and a secret, in one transaction. */
export async function makeKey(
  user: SignedIn,
  slug: string,
  input: NewApiKey,
): Promise<Outcome<ShownSecret>> {
  const parsed = parseNew(input)
  if (!parsed.ok) return parsed
  return asKeeper(user, slug, async (tx, { role, spaceId }) => {
    if (!mayKeep(role, parsed.key.role)) return refused(FORBIDDEN)
    return { ok: true, ...(await insertKey(tx, spaceId, user.id, parsed.key)) }
  })
}

/**
 * Gives a key a new secret. The role, the end and what it did before stay its own.
 * @param hours for how long the former secret goes on working.
 */
export async function rotateKey(
  user: SignedIn,
  slug: string,
  keyId: string,
  hours: Overlap,
): Promise<Outcome<ShownSecret>> {
  const parsed = z.object({ keyId: z.uuid(), hours: z.literal(overlaps) }).parse({ keyId, hours })
  return asKeeper(user, slug, async (tx, { role, spaceId }) => {
    const key = await lockLiveKey(tx, spaceId, parsed.keyId)
    if (!key) return refused(GONE)
    if (!mayKeep(role, key.role)) return refused(FORBIDDEN)
    await endSecrets(tx, key.id, parsed.hours)
    const secret = newKeySecret()
    await insertSecret(tx, key.id, secret)
    await tx.apiKey.update({ where: { id: key.id }, data: { prefix: secret.prefix } })
    return { ok: true, keyId: key.id, secret: secret.text }
  })
}

/** Revokes a key, at once and for good: without its membership it is nobody (trigger `key_ends`). */
export async function revokeKey(user: SignedIn, slug: string, keyId: string): Promise<Outcome> {
  const id = z.uuid().parse(keyId)
  return asKeeper(user, slug, async (tx, { role, spaceId }) => {
    const key = await lockLiveKey(tx, spaceId, id)
    if (!key) return refused(GONE)
    if (!mayKeep(role, key.role)) return refused(FORBIDDEN)
    await tx.spaceUser.deleteMany({ where: { spaceId, userId: key.userId } })
    return { ok: true }
  })
}

/**
 * For whoever runs the installation: makes a key of any space.
 * @throws Refusal when there is no such space or the input is not usable.
 */
export async function provideKey(slug: string, input: NewApiKey): Promise<ShownSecret> {
  const parsed = parseNew(input)
  if (!parsed.ok) throw new Refusal(Object.values(parsed.fields ?? {})[0] ?? parsed.reason)
  return system.$transaction(async (tx) => {
    const space = await tx.space.findUnique({ where: { slug, status: 'ACTIVE' } })
    if (!space) throw new Refusal(`There is no active space with the address "${slug}".`)
    return insertKey(tx, space.id, 'system', parsed.key)
  })
}

function parseNew(input: NewApiKey): Outcome<{ key: NewApiKey }> {
  const parsed = newApiKey.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  const wrong = parsed.data.networks.find((text) => !isNetwork(text))
  if (wrong === undefined) return { ok: true, key: parsed.data }
  return refused('Please check what you entered.', {
    networks: `"${wrong}" is not a network. Write one such as 192.0.2.0/24 or 2001:db8::/32.`,
  })
}

type Keeper = { role: Role; spaceId: string }

/** One transaction as the person who acts. Their role is locked, so that it holds until the commit. */
async function asKeeper<Result extends object>(
  user: SignedIn,
  slug: string,
  work: (tx: SystemTransaction, keeper: Keeper) => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  const spaceId = membership.space.id
  return transactAs({ userId: user.id, spaceId }, async (_, tx) => {
    const [live] = await tx.$queryRaw<{ role: Role }[]>`
      select m.role from "SpaceUser" m join "User" u on u.id = m."userId"
      where m."spaceId" = ${spaceId} and m."userId" = ${user.id}
        and u.status = 'ACTIVE' and u.kind <> 'SERVICE'
        and (m."expiresAt" is null or m."expiresAt" > now())
      for share of m`
    return live ? work(tx, { role: live.role, spaceId }) : refused(NO_SUCH_SPACE)
  })
}

/** As with members: an admin keeps only what is below an admin. */
function mayKeep(mine: Role, ofKey: Role): boolean {
  return mine === 'OWNER' || (mine === 'ADMIN' && ofKey !== 'ADMIN')
}

type LockedKey = { id: string; userId: string; role: Role }

async function lockLiveKey(
  tx: SystemTransaction,
  spaceId: string,
  keyId: string,
): Promise<LockedKey | undefined> {
  const [key] = await tx.$queryRaw<LockedKey[]>`
    select id, "userId", role from "ApiKey"
    where id = ${keyId} and "spaceId" = ${spaceId} and "revokedAt" is null
    for update`
  return key
}

async function insertKey(
  tx: SystemTransaction,
  spaceId: string,
  createdById: string,
  { name, role, readOnly, networks, days }: NewApiKey,
): Promise<ShownSecret> {
  const id = uuid7()
  const secret = newKeySecret()
  const expiresAt = days === null ? null : new Date(Date.now() + days * 24 * HOUR_MS)
  const { id: userId } = await tx.user.create({
    data: { kind: 'SERVICE', email: `${id}${SERVICE_DOMAIN}`, name },
  })
  await tx.spaceUser.create({ data: { spaceId, userId, role, expiresAt } })
  await tx.apiKey.create({
    data: {
      ...{ id, spaceId, createdById, userId, name, role, readOnly, networks, expiresAt },
      prefix: secret.prefix,
    },
  })
  await insertSecret(tx, id, secret)
  return { keyId: id, secret: secret.text }
}

async function insertSecret(tx: SystemTransaction, keyId: string, { prefix, hash }: KeySecret) {
  await tx.apiKeySecret.create({ data: { prefix, keyId, hash } })
}

/** Lets the secrets of a key end in so many hours, unless they end sooner. */
async function endSecrets(tx: SystemTransaction, keyId: string, hours: number): Promise<void> {
  const end = new Date(Date.now() + hours * HOUR_MS)
  const sooner = { keyId, expiresAt: { lte: new Date() } }
  await tx.apiKeySecret.deleteMany({ where: hours === 0 ? { keyId } : sooner })
  await tx.apiKeySecret.updateMany({
    where: { keyId, OR: [{ expiresAt: null }, { expiresAt: { gt: end } }] },
    data: { expiresAt: end },
  })
}
