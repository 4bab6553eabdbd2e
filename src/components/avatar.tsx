import { cn } from './cn'

export type AvatarProps = {
  /** A person's or a space's name. */
  name: string
  /** Round for people, square for spaces. */
  shape?: 'round' | 'square'
  className?: string
}

/** First letters of the first and last word, whole letters in any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}

/** Initials in place of a picture. Decorative: the name stands beside it. */
export function Avatar({ name, shape = 'round', className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        'inline-grid size-7 shrink-0 select-none place-items-center bg-accent-soft font-semibold text-2xs text-accent-ink',
        shape === 'round' ? 'rounded-full' : 'rounded-md',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
