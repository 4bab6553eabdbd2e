import type { Metadata } from 'next'
import Link from 'next/link'
import { Logo } from '@/components/logo'
import { PageHeader } from '@/components/page-header'
import { ApiViewer } from '@/features/api-docs/components/api-viewer'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Integration API' }

/** For whoever writes a program, signed in or not: it says nothing of any space. */
export default function ApiDocsPage() {
  return (
    // The viewer has a <main> of its own.
    <div id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-8 outline-none">
      <nav aria-label="Product" className="mb-6">
        <Link href={paths.home}>
          <Logo />
        </Link>
      </nav>
      <PageHeader
        title="Integration API"
        description={
          <>
            What a program can do with an API key. Enter yours under Authorize to try it here; it is
            forgotten when you leave the page. For generators of clients:{' '}
            <a href={paths.openApi} className="text-accent-ink underline">
              openapi.json
            </a>
            .{/* Of what the viewer shows, whose headings are of level 3. */}
            <h2 className="sr-only">Addresses</h2>
          </>
        }
      />
      <ApiViewer />
    </div>
  )
}
