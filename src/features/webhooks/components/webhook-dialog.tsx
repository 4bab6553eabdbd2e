'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { toast } from '@/components/toast'
import type { Webhook } from '@/generated/zenstack/client'
import { addWebhook, changeWebhook } from '../actions'
import { webhookInput } from '../schema'
import { EventsInput } from './events-input'
import { ShownSecret } from './shown-secret'

type WebhookDialogProps = {
  slug: string
  /** The one to change; without, a new one is made. */
  webhook?: Pick<Webhook, 'id' | 'url' | 'description' | 'events'>
  trigger: ReactNode
}

/** Makes a webhook and shows its secret, or changes one. */
export function WebhookDialog({ slug, webhook, trigger }: WebhookDialogProps) {
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string>()
  function change(next: boolean) {
    setOpen(next)
    if (!next) setSecret(undefined)
  }
  return (
    <Dialog
      title={secret ? 'The webhook was made' : webhook ? 'Change the webhook' : 'New webhook'}
      description={
        !secret && 'A server of yours is told what happens here, as soon as it has happened.'
      }
      open={open}
      onOpenChange={change}
      trigger={trigger}
    >
      {secret ? (
        <ShownSecret secret={secret} onDone={() => change(false)} />
      ) : (
        <WebhookForm
          slug={slug}
          webhook={webhook}
          onDone={(made) => (made ? setSecret(made) : change(false))}
        />
      )}
    </Dialog>
  )
}

type WebhookFormProps = Pick<WebhookDialogProps, 'slug' | 'webhook'> & {
  onDone: (secret?: string) => void
}

function WebhookForm({ slug, webhook, onDone }: WebhookFormProps) {
  const queries = useQueryClient()
  const form = useForm({
    resolver: zodResolver(webhookInput),
    defaultValues: {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      events: webhook?.events ?? [],
    },
  })
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const outcome = webhook
          ? { ...(await changeWebhook(slug, webhook.id, values)), secret: undefined }
          : await addWebhook(slug, values)
        if (!outcome.ok) return outcome
        await queries.invalidateQueries()
        if (webhook) toast.success('Webhook saved')
        onDone(outcome.secret)
      }}
    >
      <FormError />
      <Field
        name="url"
        label="Address"
        help="Of your server. It must be public and use https."
        required
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://example.org/studyspace"
        />
      </Field>
      <Field name="description" label="What it is for">
        <Input autoComplete="off" />
      </Field>
      <Field
        name="events"
        label="Events"
        help="It is told which record it was, never what the record holds. Your server fetches that with its own key."
        required
      >
        <EventsInput />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>{webhook ? 'Save' : 'Make webhook'}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
