import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSpace } from '@/lib/auth/space-gate'
import { studyByKey } from './queries'

/**
 * The space's pass and one of its studies, for a page or action; asked once per request. A study that
 * does not exist and one of another space are both "not found".
 */
export const requireStudy = cache(async (slug: string, key: string) => {
  const pass = await requireSpace(slug)
  const study = await pass.db.study.findFirst(studyByKey(key))
  if (!study) notFound()
  return { ...pass, study }
})
