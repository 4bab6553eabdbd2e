'use client'
import { Copy, ExternalLink, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { EmptyState } from '@/components/empty-state'
import { FailedState } from '@/components/failed-state'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { CardSkeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { paths } from '@/lib/paths'
import { unlessChanged } from '@/lib/query/use-edited-row'
import { mayDo, modelNamed, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { titleText } from '@/lib/studio/values'
import { formFields } from '../form-values'
import { recordById } from '../queries'
import { EditRecord } from './edit-record'
import { RecordFacts } from './record-facts'
import { RecordHistory } from './record-history'
import { RelatedRecords } from './related-records'
import { useStudioScope } from './studio-scope'
import { useRecordQuery, useRecordWrite } from './use-records'

type RecordViewProps = {
  model: StudioModel
  id: string
  /** A page made for records of this model. */
  ownPage?: string
}

/** One record: its fields to change, what hangs on it, and its history. */
export function RecordView({ model, id, ownPage }: RecordViewProps) {
  const { slug, role, zone } = useStudioScope()
  const query = useRecordQuery<StudioRow | null>(model, 'findFirst', recordById(model, id, role))
  const row = query.data
  if (query.isError && !row) {
    return <FailedState error={query.error} onRetry={() => void query.refetch()} />
  }
  if (row === undefined) return <CardSkeleton />
  const many = { label: model.plural, href: paths.records(slug, model.address) }
  if (row === null) {
    return (
      <EmptyState
        title={`This ${model.label.toLowerCase()} is not here any more`}
        action={<LinkButton href={many.href}>{model.plural}</LinkButton>}
      >
        Somebody removed it meanwhile.
      </EmptyState>
    )
  }
  const mayEdit = mayDo(role, model, 'update') && formFields(model, false).length > 0
  return (
    <>
      <PageHeader
        title={titleText(model, row, zone)}
        breadcrumb={[{ label: 'Data', href: paths.data(slug) }, many]}
        actions={<RecordActions model={model} row={row} ownPage={ownPage} />}
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)] lg:items-start">
        <div className="grid min-w-0 gap-6">
          {mayEdit && (
            <Card title="Change">
              <EditRecord model={model} row={row} onChanged={() => void query.refetch()} />
            </Card>
          )}
          <RecordFacts model={model} row={row} all={!mayEdit} />
        </div>
        <div className="grid min-w-0 gap-6">
          {model.children.map((child) => (
            <RelatedRecords key={child.name} child={child} id={row.id} />
          ))}
          {mayDo(role, { name: 'AuditEvent' }, 'read') && model.name !== 'AuditEvent' && (
            <RecordHistory
              // What was saved last has to be in it.
              key={row.updatedAt.getTime()}
              model={model}
              row={row}
              onRestored={() => void query.refetch()}
            />
          )}
        </div>
      </div>
    </>
  )
}

type RecordActionsProps = { model: StudioModel; row: StudioRow; ownPage?: string }

function RecordActions({ model, row, ownPage }: RecordActionsProps) {
  const { slug, role, zone } = useStudioScope()
  const router = useRouter()
  const remove = useRecordWrite(model, 'delete')
  const one = model.label.toLowerCase()
  const children = model.children.flatMap(({ model: name }) => modelNamed(name)?.plural ?? [])
  return (
    <>
      {ownPage && (
        <LinkButton href={ownPage}>
          <ExternalLink aria-hidden />
          Open its page
        </LinkButton>
      )}
      {mayDo(role, model, 'create') && (
        <LinkButton href={paths.newRecord(slug, model.address, `copy=${row.id}`)}>
          <Copy aria-hidden />
          Duplicate
        </LinkButton>
      )}
      {mayDo(role, model, 'delete') && (
        <ConfirmDialog
          trigger={
            <Button>
              <Trash2 aria-hidden />
              Delete
            </Button>
          }
          title={`Delete ${titleText(model, row, zone)}?`}
          description="It cannot be taken back."
          removes={children.length > 0 ? children.map((name) => `${name} that belong to it`) : []}
          confirmLabel={`Delete ${one}`}
          onConfirm={async () => {
            const gone = remove.mutateAsync({ where: { id: row.id }, select: { id: true } })
            await unlessChanged(gone, `this ${one}`)
            toast.success(`${model.label} deleted`)
            router.push(paths.records(slug, model.address))
          }}
        />
      )}
    </>
  )
}
