'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { FailedState } from '@/components/failed-state'
import { TableSkeleton } from '@/components/skeleton'
import { paths } from '@/lib/paths'
import { mayDo, type StudioField, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { BulkBar } from './bulk-bar'
import { EditConflict, type Refused } from './edit-conflict'
import { isInline, shownFields } from './grid-columns'
import { GridFilterBar } from './grid-filter-bar'
import { GridFooter } from './grid-footer'
import { GridMenus } from './grid-menus'
import { GridView } from './grid-view'
import { NoRecords } from './no-records'
import { saveCell } from './save-cell'
import { useStudioScope } from './studio-scope'
import { useGridState } from './use-grid-state'
import { useGridRows, useRecordWrite } from './use-records'
import { useSelection } from './use-selection'

/** The records of a model; everything that is chosen stands in the address. */
export function RecordGrid({ model }: { model: StudioModel }) {
  const { slug, role, zone } = useStudioScope()
  const router = useRouter()
  const { state, change, go } = useGridState(model)
  const { query, rows, replace } = useGridRows(model, state, { role, zone }, true)
  const update = useRecordWrite(model, 'update', { invalidateQueries: false })
  const selection = useSelection(rows ?? [])
  const [refused, setRefused] = useState<Refused>()
  const mayEdit = mayDo(role, model, 'update')
  const mayChoose = mayEdit || mayDo(role, model, 'delete')
  const fields = shownFields(model, state)

  const { hasNextPage, isFetching, fetchNextPage } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])

  async function save(row: StudioRow, field: StudioField, values: Record<string, unknown>) {
    const saved = await saveCell(update.mutateAsync, row, values)
    if (saved) replace({ ...saved, ...(field.kind === 'link' && { [field.name]: undefined }) })
    else setRefused({ row, field, values })
    // What the other record is called has to be asked again.
    if (field.kind === 'link') void query.refetch()
  }

  return (
    <section
      aria-label={model.plural}
      className="min-w-0 overflow-clip rounded-lg border bg-surface shadow-soft"
    >
      <div className="flex flex-wrap items-center gap-2 border-b p-2.5">
        <GridFilterBar model={model} state={state} onChange={change} />
        <GridMenus model={model} state={state} onChange={change} onGo={go} />
      </div>
      {mayChoose && selection.ids.size > 0 && (
        <BulkBar model={model} state={state} selection={selection} />
      )}
      {query.isError && !rows ? (
        <FailedState
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : !rows ? (
        <TableSkeleton columns={Math.min(5, fields.length)} />
      ) : rows.length === 0 && !hasNextPage ? (
        <NoRecords
          model={model}
          state={state}
          onClear={() => change({ search: '', filters: [] })}
        />
      ) : (
        <GridView
          model={model}
          fields={fields}
          rows={rows}
          state={state}
          onChange={change}
          selection={mayChoose ? selection : undefined}
          canEdit={(field) => mayEdit && isInline(field)}
          onOpen={(row) => router.push(paths.record(slug, model.address, row.id))}
          onSave={save}
          onEnd={more}
          busy={query.isFetching}
        />
      )}
      <GridFooter
        model={model}
        state={state}
        shown={rows?.length ?? 0}
        isWhole={!hasNextPage && rows !== undefined}
        loading={query.isFetchingNextPage}
        failed={query.isError && rows !== undefined}
        onRetry={() => void fetchNextPage()}
      />
      {refused && (
        <EditConflict
          model={model}
          refused={refused}
          onSettled={(row) => {
            setRefused(undefined)
            if (row) replace(row)
            else void query.refetch()
          }}
        />
      )}
    </section>
  )
}
