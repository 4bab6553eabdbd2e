'use client'
import { useMemo, useState } from 'react'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { useFindManyStudy } from '@/generated/hooks/study'
import { canRole, type Role } from '@/lib/auth/access'
import type { SpaceScope } from '@/lib/auth/membership'
import { paths } from '@/lib/paths'
import { homeStudies } from '../queries'
import type { SpaceNumbers } from '../recruitment'
import { HomeStudies } from './home-studies'
import { RecruitmentCard } from './recruitment-card'

export type SpaceHomeProps = {
  space: Pick<SpaceScope, 'slug' | 'name' | 'timeZone'>
  role: Role
  /** Still on its way when the page appears. */
  numbers: Promise<SpaceNumbers>
}

/** Null where they could not be counted. */
export type ArrivingNumbers = Promise<SpaceNumbers | null>

/** The studies of a space and how they come along. */
export function SpaceHome({ space, role, numbers }: SpaceHomeProps) {
  const studies = useFindManyStudy(homeStudies())
  const arriving = useMemo(() => settled(numbers), [numbers])
  const [withArchived, setWithArchived] = useState(false)
  const shown = studies.data?.filter(({ status }) => withArchived || status !== 'ARCHIVED')

  return (
    <>
      <PageHeader
        title={space.name}
        actions={
          canRole(role, 'Study', 'create') && (
            <LinkButton href={paths.newStudy(space.slug)}>New study</LinkButton>
          )
        }
      />
      <div className="grid gap-6">
        <HomeStudies
          space={space}
          role={role}
          studies={studies}
          shown={shown}
          numbers={arriving}
          withArchived={withArchived}
          onWithArchivedChange={setWithArchived}
        />
        {shown && shown.length > 0 && (
          <RecruitmentCard studies={shown} numbers={arriving} zone={space.timeZone} />
        )}
      </div>
    </>
  )
}

/** The server has logged why counting failed; here it only means that there are no numbers. */
async function settled(numbers: Promise<SpaceNumbers>): ArrivingNumbers {
  try {
    return await numbers
  } catch {
    return null
  }
}
