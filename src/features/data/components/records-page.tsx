'use client'
import { Eye, Plus, Upload } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/button'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { paths } from '@/lib/paths'
import { mayDo, type StudioModel } from '@/lib/studio/models'
import { RecordGrid } from './record-grid'
import { useStudioScope } from './studio-scope'

type RecordsPageProps = {
  model: StudioModel
  /** Pages made for records of this model. */
  ownPage?: string
}

/** The head of a grid, and the grid; where looking is recorded, only once somebody says so. */
export function RecordsPage({ model, ownPage }: RecordsPageProps) {
  const { slug, role } = useStudioScope()
  const [agreed, setAgreed] = useState(!model.readsRecorded)
  const many = model.plural.toLowerCase()
  return (
    <>
      <PageHeader
        title={model.plural}
        breadcrumb={[{ label: 'Data', href: paths.data(slug) }]}
        description={
          <>
            {model.help}
            {ownPage && (
              <>
                {' '}
                <Link href={ownPage} className="underline underline-offset-2">
                  {`${model.plural} have pages of their own.`}
                </Link>
              </>
            )}
          </>
        }
        actions={
          mayDo(role, model, 'create') && (
            <>
              <LinkButton href={paths.importRecords(slug, model.address)}>
                <Upload aria-hidden />
                Import
              </LinkButton>
              <LinkButton variant="primary" href={paths.newRecord(slug, model.address)}>
                <Plus aria-hidden />
                {`New ${model.label.toLowerCase()}`}
              </LinkButton>
            </>
          )
        }
      />
      {agreed ? (
        <RecordGrid model={model} />
      ) : (
        <EmptyState
          className="rounded-lg border bg-surface"
          icon={<Eye />}
          title={`Looking at ${many} is recorded`}
          action={
            <Button variant="primary" onClick={() => setAgreed(true)}>
              {`Show ${many}`}
            </Button>
          }
        >
          The audit trail keeps who looked at which of them, and when.
        </EmptyState>
      )}
    </>
  )
}
