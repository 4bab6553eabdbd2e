import type { ReactNode } from 'react'
import { Logo } from './logo'

export type AuthShellProps = {
  title: string
  description?: ReactNode
  children: ReactNode
  /** The way to the neighbouring page: "No account yet? Sign up". */
  footer?: ReactNode
}

/** The page around signing in, signing up, invitations and passwords. */
export function AuthShell({ title, description, children, footer }: AuthShellProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-dvh flex-col items-center px-4 pt-[max(2rem,12dvh)] pb-10 outline-none"
    >
      <Logo className="mb-6" />
      <div className="w-full max-w-sm rounded-xl border bg-surface p-6 shadow-soft sm:p-8">
        <h1 className="font-semibold text-title">{title}</h1>
        {description && <div className="mt-1 text-ink-muted">{description}</div>}
        <div className="mt-6">{children}</div>
      </div>
      {footer && <div className="mt-5 text-center text-ink-muted">{footer}</div>}
    </main>
  )
}
