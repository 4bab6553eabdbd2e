'use client'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { CardSkeleton } from '@/components/skeleton'
import { useFindFirstSpace } from '@/generated/hooks/space'
import { paths } from '@/lib/paths'
import { spaceById } from '../queries'
import { DeleteSpace } from './delete-space'
import { SettingsForm } from './settings-form'

/** What owners decide about a space. */
export function SpaceSettings({ id }: { id: string }) {
  const { data: space, error, refetch, isFetching } = useFindFirstSpace(spaceById(id))
  return (
    <>
      <PageHeader title="Settings" />
      {space ? (
        <div className="grid gap-6">
          <SettingsForm space={space} />
          <Card
            title="Webhooks"
            description="Servers of yours that are told what happens in this space."
            actions={<LinkButton href={paths.webhooks(space.slug)}>Webhooks</LinkButton>}
          />
          <DeleteSpace space={space} />
        </div>
      ) : error ? (
        <FailedState error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : (
        <CardSkeleton cards={1} />
      )}
    </>
  )
}
