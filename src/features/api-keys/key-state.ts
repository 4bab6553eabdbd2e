import type { BadgeTone } from '@/components/badge'
import type { KeyRow } from './queries'

export type KeyState = 'live' | 'expired' | 'revoked'

export const keyStateText: Record<KeyState, { label: string; tone: BadgeTone }> = {
  live: { label: 'Live', tone: 'success' },
  expired: { label: 'Expired', tone: 'warning' },
  revoked: { label: 'Revoked', tone: 'danger' },
}

/** @param now milliseconds since 1970, or null where the clock is not known yet. */
export function keyState(
  { revokedAt, expiresAt }: Pick<KeyRow, 'revokedAt' | 'expiresAt'>,
  now: number | null,
): KeyState {
  if (revokedAt) return 'revoked'
  return expiresAt && now !== null && expiresAt.getTime() <= now ? 'expired' : 'live'
}
