'use client'
import { DataTable } from '@/components/data-table'
import { KeysetPager } from '@/components/keyset-pager'
import type { ArmViewer } from '@/features/studies/components/arm-label'
import { armList, studyByKey } from '@/features/studies/queries'
import { useFindManyArm } from '@/generated/hooks/arm'
import { useFindManyParticipant } from '@/generated/hooks/participant'
import { useFindFirstStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import type { Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { keysetMark } from '@/lib/query/keyset'
import { baselineOf } from '../baseline'
import {
  BASELINE_COLUMN,
  baselineColumns,
  keysetSortOf,
  type ListState,
  plainColumns,
} from '../list-state'
import { baselineSample } from '../queries'
import { ListActions } from './list-actions'
import { NoParticipants } from './no-participants'
import { participantColumns } from './participant-columns'
import { ParticipantCount } from './participant-count'
import { ParticipantFilters } from './participant-filters'
import { useListState } from './use-list-state'
import { useParticipantPage } from './use-participant-page'

type ParticipantListProps = {
  slug: string
  /** As the page was rendered; later changes come from the hooks. */
  study: Study
  role: Role
}

/** The participants of a study, page by page; everything that is chosen stands in the address. */
export function ParticipantList({ slug, study: given, role }: ParticipantListProps) {
  const study = useFindFirstStudy(studyByKey(given.key)).data ?? given
  const { state, change } = useListState()
  const { page, busy, error, retry, prefix } = useParticipantPage(study.id, state)
  const { data: arms = [] } = useFindManyArm(armList(study.id))
  const { data: sample = [] } = useFindManyParticipant(baselineSample(study.id))
  const viewer: ArmViewer = { role, blinding: study.blinding }
  const attributes = [
    ...new Set([
      ...baselineColumns(state),
      ...sample.flatMap(({ baseline }) => Object.keys(baselineOf(baseline))),
    ]),
  ]
  const columnIds = [...plainColumns, ...attributes.map((key) => BASELINE_COLUMN + key)]

  const sort = keysetSortOf(state)
  function turn(side: 'after' | 'before') {
    const row = side === 'after' ? page?.rows.at(-1) : page?.rows[0]
    if (row) change({ position: { side, mark: keysetMark(sort, row) } })
  }

  return (
    <>
      <ListActions slug={slug} study={study} role={role} />
      <DataTable
        label="Participants"
        columns={participantColumns({ zone: study.timeZone, arms, viewer, attributes })}
        rows={page?.rows}
        rowId={(row) => row.id}
        rowHref={(row) => paths.participant(slug, study.key, row.code)}
        sort={state.sort}
        onSortChange={(next) => change({ sort: (next as ListState['sort']) ?? DEFAULT_SORT })}
        visibility={Object.fromEntries(columnIds.map((id) => [id, state.columns.includes(id)]))}
        onVisibilityChange={(visible) =>
          change({ columns: columnIds.filter((id) => visible[id]) }, 'replace')
        }
        error={error}
        onRetry={retry}
        busy={busy}
        empty={
          <NoParticipants
            slug={slug}
            study={study}
            role={role}
            state={state}
            onFirstPage={() => change({})}
          />
        }
        toolbar={<ParticipantFilters state={state} onChange={change} arms={arms} viewer={viewer} />}
        footer={
          page && (
            <KeysetPager
              hasPrevious={page.hasPrevious}
              hasNext={page.hasNext}
              onFirst={() => change({})}
              onPrevious={() => turn('before')}
              onNext={() => turn('after')}
              summary={
                <ParticipantCount
                  studyId={study.id}
                  state={state}
                  prefix={prefix ?? ''}
                  shown={page.rows.length}
                />
              }
            />
          )
        }
      />
    </>
  )
}

const DEFAULT_SORT: ListState['sort'] = { id: 'code', desc: false }
