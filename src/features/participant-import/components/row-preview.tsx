import { useMemo } from 'react'
import { Card } from '@/components/card'
import { formatDay, formatInstant } from '@/lib/format'
import { baselineText } from '../../participants/baseline'
import { participantStatusText } from '../../participants/status'
import type { StudyScope } from '../cells'
import type { Draft } from '../draft'
import { rowReader } from '../rows'
import { targetLabels } from '../targets'
import type { ParticipantImport } from '../use-import'

const SHOWN = 5

type Column = { id: string; label: string; show: (draft: Draft) => string | undefined }

/** The first rows of the file as they will be stored. */
export function RowPreview({ state, study }: { state: ParticipantImport; study: StudyScope }) {
  const { rows, columns, targets, choices, head } = state
  const preview = useMemo(() => {
    if (!head) return []
    const planned = columns.map(({ header }, index) => ({
      header,
      target: targets[index] ?? ({ to: 'none' } as const),
    }))
    const { encoding, delimiter } = head
    const read = rowReader({ encoding, delimiter, columns: planned, ...choices }, study)
    return rows.slice(0, SHOWN).map(read)
  }, [rows, columns, targets, choices, head, study])
  const shown = shownColumns(state, study)
  return (
    <Card flush title="The first rows as they will be stored">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label="The first rows" tabIndex={0} className="overflow-x-auto border-t">
        <table className="w-full text-start">
          <thead>
            <tr className="text-ink-muted text-xs">
              {['Line', ...shown.map(({ label }) => label)].map((label) => (
                <th
                  key={label}
                  scope="col"
                  className="whitespace-nowrap px-4 py-2 text-start font-medium"
                >
                  <span dir="auto">{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map(({ draft, findings }) => (
              <tr key={draft.line} className="border-t">
                <td className="px-4 py-2 text-ink-muted tabular-nums">{draft.line}</td>
                {findings.length > 0 ? (
                  <td colSpan={shown.length} className="px-4 py-2 text-danger-ink">
                    {findings[0]?.column && `${findings[0].column}: `}
                    {findings[0]?.reason}
                  </td>
                ) : (
                  shown.map(({ id, show }) => (
                    <td key={id} className="max-w-60 truncate whitespace-nowrap px-4 py-2">
                      <span dir="auto">{show(draft) ?? ''}</span>
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

function shownColumns(
  { targets, choices }: ParticipantImport,
  { timeZone, arms }: StudyScope,
): Column[] {
  const zoned = (value: Date | undefined) =>
    value && formatInstant(value, { zone: timeZone, style: 'date' })
  const values: Record<string, (draft: Draft) => string | undefined> = {
    code: ({ participant }) => participant.code ?? 'new code',
    status: ({ participant: { status, enrolledAt } }) =>
      participantStatusText[status ?? (enrolledAt ? 'ENROLLED' : choices.firstStatus)].label,
    arm: ({ participant }) => arms.find(({ id }) => id === participant.armId)?.names[0],
    enrolledAt: ({ participant }) => zoned(participant.enrolledAt),
    isTest: ({ participant: { isTest } }) =>
      isTest === undefined ? undefined : isTest ? 'yes' : 'no',
    locale: ({ participant }) => participant.locale,
    timeZone: ({ participant }) => participant.timeZone,
    givenName: ({ identity }) => identity.givenName,
    familyName: ({ identity }) => identity.familyName,
    email: ({ identity }) => identity.email,
    phone: ({ identity }) => identity.phone,
    address: ({ identity }) => identity.address,
    birthDate: ({ identity: { birthDate } }) => birthDate && formatDay(birthDate),
  }
  const fields = targets.flatMap(({ to }) =>
    to === 'fullName' ? ['givenName', 'familyName'] : [to],
  )
  const always = ['code', 'status']
  const named = [...always, ...fields.filter((field) => field in values && !always.includes(field))]
  return [
    ...named.map((id) => ({
      id,
      label: targetLabels[id as keyof typeof targetLabels],
      show: values[id] ?? (() => undefined),
    })),
    ...targets.flatMap((target) =>
      target.to === 'baseline'
        ? [
            {
              id: `baseline ${target.key}`,
              label: target.key,
              show: ({ baseline }: Draft) => baselineText(baseline[target.key]),
            },
          ]
        : [],
    ),
  ]
}
