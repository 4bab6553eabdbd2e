'use client'
import { useForm, useWatch } from 'react-hook-form'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Select } from '@/components/select'
import { toast } from '@/components/toast'
import { useUpdateSpaceUser } from '@/generated/hooks/space-user'
import { type Role, roles } from '@/lib/auth/access'
import { unlessChanged } from '@/lib/query/use-edited-row'
import { roleOptions, roleText } from '../roles'
import type { MemberDialogProps } from './member-menu'

/** Gives a member another role, at once. */
export function RoleDialog({ member, open, onOpenChange }: MemberDialogProps) {
  return (
    <Dialog
      title={`Change the role of ${member.user.name}`}
      description="It counts at once, also where they are signed in now."
      open={open}
      onOpenChange={onOpenChange}
    >
      <RoleForm member={member} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

type RoleFormProps = Pick<MemberDialogProps, 'member'> & { onDone: () => void }

function RoleForm({ member, onDone }: RoleFormProps) {
  const update = useUpdateSpaceUser()
  const form = useForm<{ role: Role }>({ defaultValues: { role: member.role } })
  const role = useWatch({ control: form.control, name: 'role' })

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        await unlessChanged(
          update.mutateAsync({
            where: { id: member.id, updatedAt: member.updatedAt },
            // The membership of an owner does not expire.
            data: values.role === 'OWNER' ? { ...values, expiresAt: null } : values,
          }),
          'this membership',
        )
        toast.success(`${member.user.name} is now ${roleText[values.role].name.toLowerCase()}`)
        onDone()
      }}
    >
      <FormError />
      <Field name="role" label="Role" required>
        <Select options={roleOptions(roles)} />
      </Field>
      {role === 'OWNER' && member.role !== 'OWNER' && (
        <Callout tone="warning">
          An owner can do everything here: delete the space, and change or remove any other owner,
          you too. Their access has no end date.
        </Callout>
      )}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton disabled={role === member.role}>Change role</SubmitButton>
      </DialogActions>
    </Form>
  )
}
