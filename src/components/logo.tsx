import { cn } from './cn'

/** The mark: a path through a closed space. Decorative; the name stands beside it in text. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <path
        d="M16 7.75h-5.4a2.1 2.1 0 0 0 0 4.25h2.8a2.1 2.1 0 0 1 0 4.25H8"
        fill="none"
        strokeWidth="1.9"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
      <circle cx="16.4" cy="7.75" r="1.75" className="fill-on-accent" />
    </svg>
  )
}

/** Mark and name of the product. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span className="font-semibold text-[0.9375rem] tracking-tight">Studyspace</span>
    </span>
  )
}
