'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Select } from '@/components/select'
import { type Overlap, overlaps } from '@/lib/auth/new-api-key'
import { rotateKey } from '../actions'
import type { KeyRow } from '../queries'
import type { KeysScope } from './key-list'
import { ShownSecret } from './shown-secret'

type RotateKeyProps = {
  scope: KeysScope
  apiKey: KeyRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

const overlapText: Record<Overlap, string> = {
  0: 'It stops at once',
  1: 'For one hour more',
  24: 'For one day more',
  168: 'For seven days more',
}

const options = overlaps.map((hours) => ({ value: String(hours), label: overlapText[hours] }))

/** Gives a key a new secret, while the former one may go on working for a while. */
export function RotateKey({ scope, apiKey, open, onOpenChange }: RotateKeyProps) {
  return (
    <Dialog
      title={`New secret for ${apiKey.name}`}
      description="Name, role and history of the key stay. Give its programs the new secret before the former one stops."
      open={open}
      onOpenChange={onOpenChange}
    >
      <RotateForm scope={scope} apiKey={apiKey} />
    </Dialog>
  )
}

function RotateForm({ scope, apiKey }: Pick<RotateKeyProps, 'scope' | 'apiKey'>) {
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const form = useForm({ defaultValues: { hours: '24' } })
  if (secret) return <ShownSecret secret={secret} apiUrl={scope.apiUrl} />

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const hours = overlaps.find((overlap) => String(overlap) === values.hours) ?? 0
        const outcome = await rotateKey(scope.space.slug, apiKey.id, hours)
        if (!outcome.ok) return outcome
        setSecret(outcome.secret)
        await queries.invalidateQueries()
      }}
    >
      <FormError />
      <Field name="hours" label="The former secret" required>
        <Select options={options} />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>Make new secret</SubmitButton>
      </DialogActions>
    </Form>
  )
}
