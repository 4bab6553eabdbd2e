import type { Role } from '@/generated/prisma/enums'
import { system, systemPool } from '@/lib/db/system'
import { Rejection } from '@/lib/errors/rejection'
import { noteIdentity } from '../request-note'
import { SharedQuestion } from '../shared-question'
import { readKeySecret, sameHash } from './api-key-secret'
import { ADDRESS_HEADER } from './client-address'
import type { Identity } from './identity'
import type { SpaceScope } from './membership'
import { isInNetworks } from './networks'

/** What a request with a live key has proven. */
export type KeyPass = {
  keyId: string
  /** Of the secret that was sent: of two that live, which one. */
  prefix: string
  name: string
  /** Of the service user, in the one space of the key. */
  identity: Required<Identity>
  role: Role
  /** Reads only, whatever its role may do: whoever handles the request refuses other methods. */
  readOnly: boolean
  space: SpaceScope
}

type Row = SpaceScope &
  Pick<KeyPass, 'keyId' | 'role' | 'readOnly'> & {
    hash: string
    keyName: string
    userId: string
    networks: string[]
    stale: boolean
  }

/**
 * Secret, key, user, membership and space in one statement, which every request waits for; that makes
 * revoking, expiring and suspending act at once. Named, so that a connection plans it once.
 */
const FIND = {
  name: 'studyspace_key_pass',
  text: `
    select json_build_object(
      'hash', e.hash, 'keyId', k.id, 'keyName', k.name, 'readOnly', k."readOnly", 'networks', k.networks,
      'stale', k."lastUsedAt" is null or k."lastUsedAt" < now() - interval '5 minutes',
      'userId', m."userId", 'role', m.role, 'id', s.id, 'slug', s.slug, 'name', s.name,
      'timeZone', s."timeZone", 'defaultLocale', s."defaultLocale", 'locales', s.locales)
    from "ApiKeySecret" e
    join "ApiKey" k on k.id = e."keyId"
    join "SpaceUser" m on m."spaceId" = k."spaceId" and m."userId" = k."userId"
    join "User" u on u.id = m."userId"
    join "Space" s on s.id = m."spaceId"
    where e.prefix = $1 and (e."expiresAt" is null or e."expiresAt" > now())
      and k."revokedAt" is null and (m."expiresAt" is null or m."expiresAt" > now())
      and u.status = 'ACTIVE' and u.kind = 'SERVICE' and s.status = 'ACTIVE'`,
}

/** A program that sends many requests at once has its key looked up for several together. */
const finding = new SharedQuestion<Row | undefined>()

const NO_KEY =
  'Send a valid API key with the header Authorization: Bearer. Keys are made in the settings of a space.'

/**
 * Who calls, by the key in `Authorization: Bearer`.
 * @throws Rejection `signed_out`, the same for a key that is absent, misspelt, unknown, expired or
 * revoked, and for a space that is suspended; `forbidden` for a call from outside the key's networks.
 */
export async function passOfKey(request: Request): Promise<KeyPass> {
  const sent = readKeySecret(request.headers.get('authorization'))
  if (!sent) throw new Rejection('signed_out', NO_KEY)
  const find = () => systemPool.askForOne<Row>({ ...FIND, values: [sent.prefix] })
  const row = await finding.answer(sent.prefix, find)
  if (!row || !sameHash(row.hash, sent.hash)) throw new Rejection('signed_out', NO_KEY)
  const { hash: _, keyId, keyName, userId, role, readOnly, networks, stale, ...space } = row
  if (!isInNetworks(networks, request.headers.get(ADDRESS_HEADER) ?? '')) {
    throw new Rejection('forbidden', 'This API key cannot be used from this network.')
  }
  if (stale) noteUse(keyId)
  const identity = { userId, spaceId: space.id }
  noteIdentity(request, identity)
  return { keyId, prefix: sent.prefix, name: keyName, identity, role, readOnly, space }
}

const noting = new Set<string>()

/** Remembers that a key was used. Nobody waits for it, and losing it breaks nothing. */
function noteUse(keyId: string): void {
  if (noting.has(keyId)) return
  noting.add(keyId)
  system.$executeRaw`update "ApiKey" set "lastUsedAt" = now() where id = ${keyId}`.then(
    () => noting.delete(keyId),
    () => noting.delete(keyId),
  )
}
