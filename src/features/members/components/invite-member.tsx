'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { toast } from '@/components/toast'
import { newInvitation } from '@/lib/auth/new-invitation'
import { paths } from '@/lib/paths'
import { invite } from '../actions'
import { rolesToInvite } from '../member-rights'
import { roleOptions } from '../roles'
import type { MembersScope } from './member-list'

/** Invites somebody by e-mail. Whether it is open stands in the address, so that it can be linked to. */
export function InviteMember({ scope }: { scope: MembersScope }) {
  const open = useSearchParams().has('invite')
  const { slug, name } = scope.space

  function setOpen(next: boolean) {
    window.history.replaceState(null, '', next ? paths.inviteMember(slug) : paths.members(slug))
  }

  return (
    <Dialog
      title={`Invite somebody to ${name}`}
      description="They get an e-mail with a link that works for a week. With it they join, and make an account if they have none."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden />
          Invite
        </Button>
      }
    >
      <InviteForm scope={scope} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

function InviteForm({ scope, onDone }: { scope: MembersScope; onDone: () => void }) {
  const queries = useQueryClient()
  const form = useForm({
    resolver: zodResolver(newInvitation),
    defaultValues: { email: '', role: 'COORDINATOR' as const },
  })

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const outcome = await invite(scope.space.slug, values)
        if (!outcome.ok) return outcome
        toast.success('Invitation sent', values.email)
        await queries.invalidateQueries()
        onDone()
      }}
    >
      <FormError />
      <Field name="email" label="E-mail" required>
        <Input type="email" autoComplete="off" placeholder="name@example.org" />
      </Field>
      <Field name="role" label="Role" required>
        <Select options={roleOptions(rolesToInvite(scope.me.role))} />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>Send invitation</SubmitButton>
      </DialogActions>
    </Form>
  )
}
