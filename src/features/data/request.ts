import { requireSameOrigin } from '@/lib/api/same-origin'
import type { Role } from '@/lib/auth/access'
import type { Identity } from '@/lib/auth/identity'
import type { SpaceScope } from '@/lib/auth/membership'
import { passOfSession } from '@/lib/auth/session-pass'
import { NO_RIGHT, Rejection } from '@/lib/errors/rejection'
import { mayDo, modelAt, type StudioModel } from '@/lib/studio/models'

/** What a request of the studio is about, proven. */
export type ModelRequest = {
  model: StudioModel
  space: SpaceScope
  role: Role
  identity: Required<Identity>
  /** The address without "?": space, model, and what the grid shows. */
  query: URLSearchParams
}

/**
 * Who asks, in which space and about which model: `?space=<slug>&model=<address>`.
 * @throws Rejection `not_found`, the same one for what does not exist and for what is not theirs.
 */
export async function requireModelRequest(request: Request): Promise<ModelRequest> {
  const query = new URL(request.url).searchParams
  const pass = await passOfSession(request, query.get('space') ?? '')
  if (request.method !== 'GET') requireSameOrigin(request)
  const model = modelAt(query.get('model') ?? '')
  if (!pass || !model || !mayDo(pass.role, model, 'read')) throw noSuchRecords()
  return { model, ...pass, query }
}

const noSuchRecords = () =>
  new Rejection('not_found', 'These records do not exist, or you have no access to them.')

/** @throws Rejection `forbidden` when the role does not allow it for any record. */
export function requireRight(
  { role, model }: Pick<ModelRequest, 'role' | 'model'>,
  operation: 'create' | 'update' | 'delete',
): void {
  if (!mayDo(role, model, operation)) throw new Rejection('forbidden', NO_RIGHT)
}

/** A large job on a slow machine; longer than that, something is stuck. */
export const PATIENCE = { timeout: 10 * 60_000, maxWait: 10 * 60_000 }
