import type { ParticipantStatus } from '@/generated/zenstack/client'

/**
 * Participants of a study as the boxes of a CONSORT flow (https://www.consort-spirit.org), from one
 * grouped count.
 */

/** A row of `participantCounts` (queries.ts). */
export type CountRow = {
  status: ParticipantStatus
  armId: string | null
  _count: { _all: number; enrolledOn: number }
}

export type FlowCounts = {
  /** Everybody who was assessed. */
  assessed: number
  screening: number
  excluded: number
  /** Ever enrolled; the next four are what became of them. */
  enrolled: number
  active: number
  completed: number
  withdrawn: number
  lost: number
}

const BOX = {
  SCREENING: 'screening',
  EXCLUDED: 'excluded',
  ENROLLED: 'active',
  COMPLETED: 'completed',
  WITHDRAWN: 'withdrawn',
  LOST: 'lost',
} as const satisfies Record<ParticipantStatus, keyof FlowCounts>

export function flowOf(rows: readonly CountRow[]): FlowCounts {
  const flow: FlowCounts = {
    assessed: 0,
    screening: 0,
    excluded: 0,
    enrolled: 0,
    active: 0,
    completed: 0,
    withdrawn: 0,
    lost: 0,
  }
  for (const { status, _count } of rows) {
    flow.assessed += _count._all
    flow.enrolled += _count.enrolledOn
    flow[BOX[status]] += _count._all
  }
  return flow
}

/** The same for each arm; `null` is who has none. */
export function flowPerArm(rows: readonly CountRow[]): Map<string | null, FlowCounts> {
  const arms = new Set(rows.map(({ armId }) => armId))
  return new Map([...arms].map((arm) => [arm, flowOf(rows.filter(({ armId }) => armId === arm))]))
}
