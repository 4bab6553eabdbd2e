'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '@/components/button'
import { DateInput } from '@/components/date-input'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { toast } from '@/components/toast'
import { useUpdateSpaceUser } from '@/generated/hooks/space-user'
import { formatDay } from '@/lib/format'
import { unlessChanged } from '@/lib/query/use-edited-row'
import { dayIn } from '@/lib/zoned-day'
import { endOfDay } from '../expiry'
import type { MemberDialogProps } from './member-menu'

/** Sets the last day of a membership, or none. */
export function ExpiryDialog({ scope, member, open, onOpenChange }: MemberDialogProps) {
  return (
    <Dialog
      title={`Access of ${member.user.name}`}
      description="After the last day they cannot open the space. What they entered stays."
      open={open}
      onOpenChange={onOpenChange}
    >
      <ExpiryForm member={member} zone={scope.space.timeZone} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

type ExpiryFormProps = Pick<MemberDialogProps, 'member'> & { zone: string; onDone: () => void }

function ExpiryForm({ member, zone, onDone }: ExpiryFormProps) {
  const update = useUpdateSpaceUser()
  const today = dayIn(zone, Date.now())
  const schema = z.object({
    lastDay: z
      .string()
      .refine((day) => day === '' || day >= today, 'This day is over. To end it now, remove them.'),
  })
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { lastDay: member.expiresAt ? dayIn(zone, member.expiresAt) : '' },
  })

  return (
    <Form
      form={form}
      onSubmit={async ({ lastDay }) => {
        await unlessChanged(
          update.mutateAsync({
            where: { id: member.id, updatedAt: member.updatedAt },
            data: { expiresAt: lastDay ? endOfDay(lastDay, zone) : null },
          }),
          'this membership',
        )
        toast.success(
          lastDay ? `Access until ${formatDay(lastDay)}` : 'Access without an end date',
          member.user.name,
        )
        onDone()
      }}
    >
      <FormError />
      <Field
        name="lastDay"
        label="Last day"
        help={`Until the end of that day in ${zone.replaceAll('_', ' ')}. Leave it empty for access without an end.`}
      >
        <DateInput min={today} />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>Save</SubmitButton>
      </DialogActions>
    </Form>
  )
}
