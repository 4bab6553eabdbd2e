import { Compass } from 'lucide-react'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'

export const metadata = { title: 'Page not found' }

/** Says the same for what does not exist and for what the reader may not see. */
export default function NotFound() {
  return (
    <main id="main" tabIndex={-1} className="grid min-h-[70dvh] place-items-center outline-none">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={<Compass />}
        title="There is nothing here"
        action={<LinkButton href="/">Go to your spaces</LinkButton>}
      >
        The page does not exist, or you do not have access to it. If someone sent you the link, ask
        them to check that you are a member of their space.
      </EmptyState>
    </main>
  )
}
