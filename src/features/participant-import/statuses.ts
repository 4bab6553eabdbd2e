import { normalise } from '../import/names'
import type { ParticipantStatus } from '../participants/status'
import type { Parsed } from './numbers'

/** A participant's status in words of several languages, besides the names in the schema. */
const WORDS: Record<ParticipantStatus, string> = {
  SCREENING:
    'screening, screened, in screening, assessed, candidate, new, neu, gescreent, en evaluation, скринінг',
  EXCLUDED:
    'excluded, not eligible, ineligible, screen failure, ausgeschlossen, nicht geeignet, exclu, excluido, escluso, виключено',
  ENROLLED:
    'enrolled, included, active, randomised, randomized, in study, eingeschlossen, aufgenommen, aktiv, inclus, actif, incluido, activo, incluso, attivo, активний, включено',
  COMPLETED:
    'completed, complete, finished, done, abgeschlossen, beendet, termine, completado, terminado, completato, concluido, завершено',
  WITHDRAWN:
    'withdrawn, withdrew, dropped out, dropout, drop out, discontinued, abgebrochen, ausgeschieden, abbruch, retire, retirado, abandono, ritirato, вибув',
  LOST: 'lost, lost to follow up, ltfu, unreachable, nicht erreichbar, verloren, perdu de vue, perdido, perso, втрачено',
}

const statusOf = new Map<string, ParticipantStatus>(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words.split(', ').map((word) => [normalise(word), status as ParticipantStatus] as const),
  ),
)

export function parseStatus(text: string): Parsed<ParticipantStatus> {
  const value = statusOf.get(normalise(text))
  if (value) return { value }
  return {
    reason:
      'This is not a status. Use screening, excluded, enrolled, completed, withdrawn or lost.',
  }
}
