import type { Persona } from '../support/personas'
import { readers, type Subject, writers } from './rights'

/** Whether a persona sees a row of space A: what it does not see must not exist for it. */
export function sees(subject: Subject, { name, acts, lives, userId }: Persona): boolean {
  const { model } = writers[subject]
  const livesInA = acts === 'a' && lives !== null
  if (model in readers) {
    const roles: readonly string[] = readers[model as keyof typeof readers]
    return livesInA && roles.includes(lives)
  }
  switch (subject) {
    case 'oneself':
      return userId !== undefined
    case 'the space':
      return (
        livesInA ||
        name === 'viewer who owns B, acting there' ||
        name === 'owner acting in no space'
      )
    case 'their own membership':
      return livesInA || hasMembershipInA.includes(name)
    default:
      return livesInA
  }
}

const hasMembershipInA: Persona['name'][] = [
  'viewer who owns B, acting there',
  'owner acting in no space',
  'expired admin',
]
