import { Refusal } from '@/lib/refusal'
import type { Figures } from './compare'
import { MEANING, type Operation } from './contenders/contender'

/** The least that the throughput of one contender is to be, as a multiple of that of another. */
type Target = [contender: string, operation: Operation, base: string, least: number]

const TARGETS: Target[] = [
  ['door', 'list', 'prisma', 1.2],
  ['door', 'get', 'prisma', 1.3],
  ['door', 'create', 'prisma', 0.7],
  ['door', 'update', 'prisma', 0.6],
  ['rest', 'list', 'directus', 6],
  ['rest', 'total', 'directus', 5],
  ['rest', 'get', 'directus', 8],
  ['rest', 'create', 'directus', 5],
  ['rest', 'update', 'directus', 5],
  ['rpc', 'list', 'directus', 6],
]

/** The most that the same call differs by between databases of few and of many spaces. */
const GROWTH_AT_MOST = 1.3

/** @returns a sentence for each target that is missed, of those whose contenders took part. */
export function missedTargets(figures: Figures[]): string[] {
  return TARGETS.flatMap(([contender, operation, base, least]) => {
    const found = figures.find((one) => one.contender === contender && one.operation === operation)
    const ratio = found?.ratios[base]
    if (!ratio || ratio.median >= least) return []
    return [
      `${contender}, ${MEANING[operation]}: ${ratio.median.toFixed(2)} × ${base}, not ${least}`,
    ]
  })
}

/** The same for databases of the same size with more and more spaces. */
export function missedGrowth(figures: Figures[]): string[] {
  return figures.flatMap(({ contender, operation, ratios }) =>
    Object.entries(ratios).flatMap(([other, { median }]) =>
      median > GROWTH_AT_MOST
        ? [`${MEANING[operation]}: ${contender} ${median.toFixed(2)} × ${other}`]
        : [],
    ),
  )
}

/** @throws Refusal that names the targets that are missed. */
export function requireNone(missed: string[]): void {
  if (missed.length > 0) throw new Refusal(`Targets missed. ${missed.join('; ')}.`)
}
