'use client'
import { FailedState } from '@/components/failed-state'
import { CardSkeleton } from '@/components/skeleton'
import { useFindFirstSpace } from '@/generated/hooks/space'
import { spaceById } from '../queries'
import { DeleteSpace } from './delete-space'
import { SettingsForm } from './settings-form'

/** What owners decide about a space. */
export function SpaceSettings({ id }: { id: string }) {
  const { data: space, error, refetch, isFetching } = useFindFirstSpace(spaceById(id))
  if (!space) {
    return error ? (
      <FailedState error={error} retrying={isFetching} onRetry={() => void refetch()} />
    ) : (
      <CardSkeleton cards={1} />
    )
  }
  return (
    <div className="grid gap-6">
      <SettingsForm space={space} />
      <DeleteSpace space={space} />
    </div>
  )
}
