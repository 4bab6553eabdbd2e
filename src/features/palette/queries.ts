import type { Prisma } from '@/generated/zenstack/client'

/** What the palette asks while somebody types. */

const FOUND = 6

/** Studies of the space by part of their title or key. */
export function studiesNamed(query: string) {
  const text = { contains: query, mode: 'insensitive' as const }
  return {
    where: { OR: [{ title: text }, { key: text }] },
    select: { id: true, key: true, title: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: FOUND,
  } satisfies Prisma.StudyFindManyArgs
}

/**
 * Participants of the space by the beginning of their code. Small letters find codes in capitals as
 * well: two exact prefixes use the index, a comparison without case would read every row.
 */
export function participantsByCode(query: string) {
  // Prisma leaves the wildcards of LIKE in.
  const prefix = query.replace(/[\\%_]/g, '\\$&')
  const prefixes = [...new Set([prefix, prefix.toUpperCase()])]
  return {
    where: { OR: prefixes.map((startsWith) => ({ code: { startsWith } })) },
    select: { id: true, code: true, study: { select: { key: true, title: true } } },
    orderBy: { code: 'asc' },
    take: FOUND,
  } satisfies Prisma.ParticipantFindManyArgs
}

export type FoundStudy = Prisma.StudyGetPayload<ReturnType<typeof studiesNamed>>
export type FoundParticipant = Prisma.ParticipantGetPayload<ReturnType<typeof participantsByCode>>
