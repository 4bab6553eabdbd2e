import type { Bulk } from '@/lib/db/bulk'
import { newCode } from '../participants/code'
import type { Draft } from './draft'

/** Gives every draft without a code a new one that nobody in the study has. */
export async function assignCodes(
  compare: Bulk['compare'],
  studyId: string,
  drafts: Draft[],
): Promise<void> {
  let without = drafts.filter(({ participant }) => participant.code === undefined)
  const given = new Set<string>()
  while (without.length > 0) {
    for (const { participant } of without) participant.code = unusedCode(given)
    const codes = without.flatMap(({ participant }) => participant.code ?? [])
    const rows = await compare('participant', { studyId, code: { in: codes } })
    const taken = new Set(rows.map(({ code }) => code))
    without = without.filter(({ participant }) => taken.has(participant.code ?? ''))
  }
}

function unusedCode(given: Set<string>): string {
  for (;;) {
    const code = newCode()
    if (given.has(code)) continue
    given.add(code)
    return code
  }
}
