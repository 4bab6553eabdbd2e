import { say } from '../command'
import type { Figures } from './compare'
import { MEANING } from './contenders/contender'

const COLUMN = 27

/** Prints a table of one operation, with the throughput as multiples of that of `bases`. */
export function report(figures: Figures[], bases: string[]): void {
  const [first] = figures
  if (!first) return
  const heads = bases.map((base) => `× ${base} (quartiles)`.padStart(COLUMN))
  say(`\n${MEANING[first.operation]}`)
  say(`                 calls/s${heads.join('')}   CPU ms   PostgreSQL ms   messages    memory`)
  for (const one of figures) say(lineOf(one, bases))
}

function lineOf(one: Figures, bases: string[]): string {
  const ratios = bases.map((base) => {
    const ratio = one.ratios[base]
    if (!ratio) return ''.padStart(COLUMN)
    const { median, low, high } = ratio
    return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`.padStart(COLUMN)
  })
  return [
    `  ${one.contender.padEnd(14)}`,
    one.perSecond.toFixed(one.perSecond < 10 ? 2 : 0).padStart(8),
    ...ratios,
    one.cpuMs.toFixed(2).padStart(9),
    (one.postgresMs?.toFixed(2) ?? '').padStart(16),
    String(one.statements).padStart(11),
    `${one.rssMb.toFixed(0)} MB`.padStart(10),
  ].join('')
}
