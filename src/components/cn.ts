import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

// The sizes that globals.css adds; without them `text-title` would be taken for a colour.
const merge = extendTailwindMerge({
  extend: { theme: { text: ['2xs', 'title'], shadow: ['soft', 'float'] } },
})

/** Joins class names; of two Tailwind classes that contradict each other the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes))
}
