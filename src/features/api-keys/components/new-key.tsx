'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { CheckField, Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { Textarea } from '@/components/textarea'
import { roleOptions } from '@/features/members/roles'
import { makeKey } from '../actions'
import { rolesToKeep } from '../key-rights'
import { type KeyForm, keyForm, lifetimes, newKeyOf } from '../schema'
import type { KeysScope } from './key-list'
import { ShownSecret } from './shown-secret'

/** Makes a key, and shows its secret once. */
export function NewKey({ scope }: { scope: KeysScope }) {
  return (
    <Dialog
      title={`New API key for ${scope.space.name}`}
      trigger={
        <Button variant="primary">
          <KeyRound aria-hidden />
          New API key
        </Button>
      }
    >
      <NewKeyForm scope={scope} />
    </Dialog>
  )
}

const defaults: KeyForm = {
  name: '',
  role: 'VIEWER',
  readOnly: false,
  networks: '',
  days: '365',
}

function NewKeyForm({ scope }: { scope: KeysScope }) {
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const form = useForm({ resolver: zodResolver(keyForm), defaultValues: defaults })
  if (secret) return <ShownSecret secret={secret} apiUrl={scope.apiUrl} />

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const outcome = await makeKey(scope.space.slug, newKeyOf(values))
        if (!outcome.ok) return outcome
        setSecret(outcome.secret)
        await queries.invalidateQueries()
      }}
    >
      <FormError />
      <Field
        name="name"
        label="Name"
        help="The program that uses it; stands in the audit trail."
        required
      >
        <Input autoComplete="off" placeholder="Nightly export" />
      </Field>
      <Field name="role" label="Role" required>
        <Select options={roleOptions(rolesToKeep(scope.role))} />
      </Field>
      <CheckField name="readOnly" label="Reads only" help="Whatever its role could change.">
        <Checkbox />
      </CheckField>
      <Field name="days" label="Works for" required>
        <Select options={lifetimes} />
      </Field>
      <Field
        name="networks"
        label="Networks"
        help="One in each line, such as 192.0.2.0/24. Left empty, it works from anywhere."
      >
        <Textarea rows={2} dir="ltr" spellCheck={false} />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>Make key</SubmitButton>
      </DialogActions>
    </Form>
  )
}
