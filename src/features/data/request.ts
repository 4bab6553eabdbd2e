import { requireSameOrigin } from '@/lib/api/same-origin'
import type { Role } from '@/lib/auth/access'
import { userOfRequest } from '@/lib/auth/current-user'
import type { Identity } from '@/lib/auth/identity'
import { findLiveMembership, type SpaceScope } from '@/lib/auth/membership'
import { NO_RIGHT, Rejection } from '@/lib/errors/rejection'
import { note } from '@/lib/request-note'
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
  const user = await userOfRequest(request)
  if (!user) throw new Rejection('signed_out', 'You are signed out. Sign in and try again.')
  if (request.method !== 'GET') requireSameOrigin(request)
  const query = new URL(request.url).searchParams
  const membership = await findLiveMembership(user.id, query.get('space') ?? '')
  const model = modelAt(query.get('model') ?? '')
  if (!membership || !model || !mayDo(membership.role, model, 'read')) throw noSuchRecords()
  const { space, role } = membership
  note(request, { space: space.id })
  return { model, space, role, identity: { userId: user.id, spaceId: space.id }, query }
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
