'use client'
import { Callout } from '@/components/callout'
import { modelNamed } from '@/lib/studio/models'
import { BulkDialog, type BulkDialogProps } from './bulk-dialog'

/** Deletes many records. */
export function BulkDelete(props: BulkDialogProps) {
  const { plural, children } = props.model
  const others = children.flatMap(({ model }) => modelNamed(model)?.plural ?? [])
  return (
    <BulkDialog
      {...props}
      title={`Delete ${plural.toLowerCase()}?`}
      description="Either all of them are deleted, or none. It cannot be taken back."
      verb="Delete"
      done="deleted"
      tone="danger"
      action={() => ({ kind: 'delete' })}
    >
      {others.length > 0 && (
        <Callout tone="danger" title="What belongs to them">
          {`${others.join(', ')} that belong to them are deleted too, unless they keep the record from being deleted.`}
        </Callout>
      )}
    </BulkDialog>
  )
}
