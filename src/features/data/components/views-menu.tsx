'use client'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Dialog, DialogActions } from '@/components/dialog'
import { Menu, MenuHeading, MenuItem, MenuSeparator } from '@/components/dropdown-menu'
import { CheckField, Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { Switch } from '@/components/switch'
import { toast } from '@/components/toast'
import {
  useCreateSavedView,
  useDeleteSavedView,
  useFindManySavedView,
  useUpdateSavedView,
} from '@/generated/hooks/saved-view'
import type { SavedView } from '@/generated/zenstack/client'
import type { StudioModel } from '@/lib/studio/models'
import { savedViews } from '../queries'
import { useStudioScope } from './studio-scope'

type ViewsMenuProps = {
  model: StudioModel
  /** What the grid shows now. */
  query: string
  onGo: (query: string) => void
}

/** Ways to look at the records of a model that were kept: one's own, and those shared in the space. */
export function ViewsMenu({ model, query, onGo }: ViewsMenuProps) {
  const { userId } = useStudioScope()
  const { data: views = [] } = useFindManySavedView(savedViews(model.name))
  const [keeping, setKeeping] = useState(false)
  const update = useUpdateSavedView()
  const remove = useDeleteSavedView()
  const own = views.filter(({ createdById }) => createdById === userId)
  const others = views.filter(({ createdById }) => createdById !== userId)
  const current = own.find((view) => view.query === query)

  async function tell(work: Promise<unknown>, done: string) {
    try {
      await work
      toast.success(done)
    } catch (error) {
      toast.failure(error)
    }
  }

  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="sm">
            <Bookmark aria-hidden />
            Views
          </Button>
        }
      >
        {own.length > 0 && <MenuHeading>Your views</MenuHeading>}
        {own.map((view) => (
          <ViewItem key={view.id} view={view} query={query} onGo={onGo} />
        ))}
        {others.length > 0 && <MenuHeading>Shared in the space</MenuHeading>}
        {others.map((view) => (
          <ViewItem key={view.id} view={view} query={query} onGo={onGo} />
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem onSelect={() => onGo('')}>All records, as usual</MenuItem>
        <MenuItem onSelect={() => setKeeping(true)}>Keep this view…</MenuItem>
        {current && (
          <>
            <MenuItem
              onSelect={() =>
                void tell(
                  update.mutateAsync({
                    where: { id: current.id },
                    data: { shared: !current.shared },
                  }),
                  current.shared ? 'Only you see this view now' : 'Shared with everybody here',
                )
              }
            >
              {current.shared ? `Stop sharing "${current.name}"` : `Share "${current.name}"`}
            </MenuItem>
            <MenuItem
              tone="danger"
              onSelect={() =>
                void tell(remove.mutateAsync({ where: { id: current.id } }), 'View deleted')
              }
            >
              Delete "{current.name}"
            </MenuItem>
          </>
        )}
      </Menu>
      {keeping && <KeepView model={model} query={query} onClose={() => setKeeping(false)} />}
    </>
  )
}

type ViewItemProps = {
  view: Pick<SavedView, 'name' | 'query'>
  query: string
  onGo: (query: string) => void
}

function ViewItem({ view, query, onGo }: ViewItemProps) {
  return (
    <MenuItem onSelect={() => onGo(view.query)}>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {view.name}
      </span>
      {view.query === query && <span className="text-ink-muted text-xs">shown now</span>}
    </MenuItem>
  )
}

function KeepView({
  model,
  query,
  onClose,
}: Omit<ViewsMenuProps, 'onGo'> & { onClose: () => void }) {
  const create = useCreateSavedView()
  const form = useForm({ defaultValues: { name: '', shared: false } })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keep this view"
      description="Search, filters, order, columns and widths, as they are now."
      size="sm"
    >
      <Form
        form={form}
        onSubmit={async ({ name, shared }) => {
          if (name.trim() === '') return { ok: false, fields: { name: 'Give the view a name.' } }
          await create.mutateAsync({ data: { name, shared, entity: model.name, query } })
          toast.success('View kept')
          onClose()
          return { ok: true }
        }}
      >
        <FormError />
        <Field name="name" label="Name" required>
          <Input autoComplete="off" maxLength={80} />
        </Field>
        <CheckField name="shared" label="Share it with everybody in the space">
          <Switch />
        </CheckField>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Keep view</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
