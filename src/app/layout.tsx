import '@fontsource-variable/inter/opsz.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AppProviders } from '@/components/app-providers'
import { Toaster } from '@/components/toaster'

export const metadata: Metadata = {
  title: { default: 'Studyspace', template: '%s · Studyspace' },
  description: 'Run psychological and health studies, each organisation in its own space.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1013' },
  ],
}

const language = { lang: 'en', dir: 'ltr' } as const

/** The document around every page. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    // The theme script sets the class of <html> before React sees it.
    <html {...language} suppressHydrationWarning>
      <body className="font-sans">
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-ink px-3 py-2 font-medium text-canvas focus:not-sr-only focus:fixed focus:start-3 focus:top-2 focus:px-3 focus:py-2"
        >
          Skip to content
        </a>
        <AppProviders nonce={nonce} dir={language.dir}>
          {children}
          <Toaster />
        </AppProviders>
      </body>
    </html>
  )
}
