import type { BadgeTone } from '@/components/badge'
import type { WebhookDeliveryStatus } from '@/generated/zenstack/client'
import { delegateName, modelNamed } from '@/lib/studio/models'
import { eventModels, type Happening, TEST_EVENT } from '@/lib/webhooks/events'

/** Events and deliveries in words. */

export const happeningText: Record<Happening, string> = {
  created: 'Added',
  updated: 'Changed',
  deleted: 'Deleted',
}

/** What the records of a model are called: "Participant". */
export const modelText = (model: string): string => modelNamed(model)?.label ?? model

const models = new Map(eventModels.map((model) => [delegateName(model), model]))

/** "Participant added"; of an event that is no more, its name. */
export function eventText(type: string): string {
  if (type === TEST_EVENT) return 'Test'
  const [entity = '', happening = ''] = type.split('.')
  const model = models.get(entity)
  const word = Object.hasOwn(happeningText, happening) && happeningText[happening as Happening]
  return model && word ? `${modelText(model)} ${word.toLowerCase()}` : type
}

type StatusWords = { label: string; tone: BadgeTone }

export const statusText: Record<WebhookDeliveryStatus, StatusWords> = {
  PENDING: { label: 'Waiting', tone: 'warning' },
  DELIVERED: { label: 'Delivered', tone: 'success' },
  FAILED: { label: 'Given up', tone: 'danger' },
}
