import { problemOf } from '@/lib/errors/problem'
import type { Tree } from '../isolation/trees'
import type { World } from '../isolation/world'
import type { PersonaName } from '../support/personas'
import { delegateOf } from './operations'

/** What somebody is answered to a question, a refusal too, as a text that tells every difference. */
export async function answerTo(
  world: World,
  who: PersonaName,
  { model, operation, args }: Tree,
): Promise<string> {
  try {
    return asText(await delegateOf(world.as[who].db, model)[operation](args))
  } catch (error) {
    return asText(problemOf(error))
  }
}

const asText = (answer: unknown) =>
  JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
