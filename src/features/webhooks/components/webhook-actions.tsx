'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, KeyRound, Power, Send, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Dialog } from '@/components/dialog'
import { Menu, MenuItem, MenuSeparator } from '@/components/dropdown-menu'
import { IconButton } from '@/components/icon-button'
import { toast } from '@/components/toast'
import { useDeleteWebhook } from '@/generated/hooks/webhook'
import type { Webhook } from '@/generated/zenstack/client'
import { orThrow } from '@/lib/auth/outcome'
import { paths } from '@/lib/paths'
import { replaceSecret, sendTest, switchWebhook } from '../actions'
import { ShownSecret } from './shown-secret'
import { WebhookDialog } from './webhook-dialog'

type WebhookActionsProps = { slug: string; webhook: Webhook }

/** What can be done with a webhook as a whole. */
export function WebhookActions({ slug, webhook }: WebhookActionsProps) {
  const queries = useQueryClient()
  const [pending, start] = useTransition()
  const [asked, setAsked] = useState<'secret' | 'delete'>()
  const { id, enabled } = webhook

  function act(work: () => Promise<string>) {
    start(async () => {
      try {
        toast.success(await work())
      } catch (error) {
        toast.failure(error)
      }
      await queries.invalidateQueries()
    })
  }
  const test = () =>
    act(async () => {
      orThrow(await sendTest(slug, id))
      return 'A test is on its way'
    })
  const turn = () =>
    act(async () => {
      orThrow(await switchWebhook(slug, id, !enabled))
      return enabled ? 'Webhook switched off' : 'Webhook switched on'
    })

  return (
    <>
      <Button pending={pending} disabled={!enabled} onClick={test}>
        <Send aria-hidden />
        Send a test
      </Button>
      <WebhookDialog slug={slug} webhook={webhook} trigger={<Button>Change</Button>} />
      <Menu
        trigger={
          <IconButton label="More actions">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={turn}>
          <Power aria-hidden />
          {enabled ? 'Switch off' : 'Switch on'}
        </MenuItem>
        <MenuItem onSelect={() => setAsked('secret')}>
          <KeyRound aria-hidden />
          New secret…
        </MenuItem>
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={() => setAsked('delete')}>
          <Trash2 aria-hidden />
          Delete…
        </MenuItem>
      </Menu>
      <NewSecret
        slug={slug}
        id={id}
        open={asked === 'secret'}
        onClose={() => setAsked(undefined)}
      />
      <DeleteWebhook
        slug={slug}
        webhook={webhook}
        open={asked === 'delete'}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}

type AskedProps = { slug: string; open: boolean; onClose: () => void }

function NewSecret({ slug, id, open, onClose }: AskedProps & { id: string }) {
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string>()
  return (
    <>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => !next && onClose()}
        tone="primary"
        title="Make a new secret?"
        description="For a day messages are signed with both, so that your server can change over. Then the old one is void."
        confirmLabel="Make secret"
        onConfirm={async () => {
          setSecret(orThrow(await replaceSecret(slug, id)).secret)
          await queries.invalidateQueries()
        }}
      />
      <Dialog
        title="The new secret"
        open={secret !== undefined}
        onOpenChange={(next) => !next && setSecret(undefined)}
      >
        <ShownSecret secret={secret ?? ''} onDone={() => setSecret(undefined)} />
      </Dialog>
    </>
  )
}

function DeleteWebhook({ slug, webhook, open, onClose }: AskedProps & { webhook: Webhook }) {
  const router = useRouter()
  const remove = useDeleteWebhook()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Delete this webhook?"
      description={webhook.url}
      removes={['Its secret', 'What it was told, and what still waits to be sent']}
      confirmLabel="Delete webhook"
      onConfirm={async () => {
        await remove.mutateAsync({ where: { id: webhook.id } })
        toast.success('Webhook deleted')
        router.push(paths.webhooks(slug))
      }}
    />
  )
}
