'use client'
import { ThemeProvider } from 'next-themes'
import { Direction, Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

export type AppProvidersProps = {
  /** The request's Content-Security-Policy nonce, for the script that sets the theme early. */
  nonce?: string
  /** Direction of the document; menus and arrow keys follow it. */
  dir: 'ltr' | 'rtl'
  children: ReactNode
}

/** What the components need around them: direction, theme, and the shared delay of tooltips. */
export function AppProviders({ nonce, dir, children }: AppProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <Direction.Provider dir={dir}>
        <Tooltip.Provider delayDuration={400}>{children}</Tooltip.Provider>
      </Direction.Provider>
    </ThemeProvider>
  )
}
