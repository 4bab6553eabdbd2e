import { Compass } from 'lucide-react'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { paths } from '@/lib/paths'

export const metadata = { title: 'Page not found' }

/** Inside a space, whose frame stays around it. */
export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={<Compass />}
        title="There is nothing here"
        action={<LinkButton href={paths.home}>Go to the home of your space</LinkButton>}
      >
        It does not exist, was removed, or your role does not include it.
      </EmptyState>
    </>
  )
}
