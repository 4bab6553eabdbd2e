import { DefinitionList } from '@/components/definition-list'
import { Time } from '@/components/time'
import type { Study } from '@/generated/zenstack/client'
import { formatDay, formatNumber } from '@/lib/format'
import { dayOfDate } from '@/lib/zoned-day'
import { blindingText } from '../blinding'

/** What is written down about a study. */
export function StudyFacts({ study }: { study: Study }) {
  const items = [
    { term: 'Key', description: study.key },
    { term: 'Summary', description: study.summary || undefined },
    { term: 'Blinding', description: blindingText[study.blinding].label },
    { term: 'Target', description: study.targetN ? formatNumber(study.targetN) : undefined },
    { term: 'Dates', description: datesOf(study) },
    { term: 'Ethics approval', description: study.ethicsRef },
    { term: 'Registration', description: study.registryId },
    { term: 'Time zone', description: study.timeZone.replaceAll('_', ' ') },
    {
      term: 'Created',
      description: <Time value={study.createdAt} zone={study.timeZone} style="date" />,
    },
  ]
  return <DefinitionList items={items} />
}

function datesOf({ startsOn, endsOn }: Study): string | undefined {
  const [from, to] = [startsOn, endsOn].map((date) => date && formatDay(dayOfDate(date)))
  if (from && to) return `${from} to ${to}`
  return from ? `From ${from}` : to ? `Until ${to}` : undefined
}
