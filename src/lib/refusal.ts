/**
 * An expected obstacle outside the program (a taken port, an unreachable database). `message` is one
 * sentence for a person: what is wrong and what to do. Commands print it alone and exit with 1.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}
