import { redirect } from 'next/navigation'
import { getLastUsedSlug } from '@/features/spaces/loaders'
import { getUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/paths'

/** Leads to where one was last. */
export default async function RootPage() {
  const user = await getUser()
  if (!user) redirect(paths.signIn)
  const slug = await getLastUsedSlug(user)
  redirect(slug ? paths.space(slug) : paths.spaces)
}
