import { spaceModels } from '@/generated/tenancy'

/** What webhooks can be told of: whatever is made, changed or deleted of any model of a space. */

export const happenings = ['created', 'updated', 'deleted'] as const
export type Happening = (typeof happenings)[number]

/** The models whose changes are events, as schema.zmodel has them. */
export const eventModels: readonly string[] = spaceModels
  .filter(({ events }) => events)
  .map(({ name }) => name)

/** `Participant`, `created`: `participant.created`. */
export const eventType = (model: string, happening: Happening): string =>
  `${model.charAt(0).toLowerCase()}${model.slice(1)}.${happening}`

const types = new Set(
  eventModels.flatMap((model) => happenings.map((happening) => eventType(model, happening))),
)

/** Whether this installation has such an event. */
export const isEventType = (type: string): boolean => types.has(type)

/** What somebody asks for to see whether anything arrives. */
export const TEST_EVENT = 'webhook.test'
