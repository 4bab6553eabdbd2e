import { splitName } from '@/lib/storage/names'

/** "a.pdf" as "a (restored).pdf", then "a (restored 2).pdf", and so on. */
export function restoredName(name: string, tries: number): string {
  const [stem, extension] = splitName(name)
  const mark = tries === 0 ? ' (restored)' : ` (restored ${tries + 1})`
  return `${stem.slice(0, 100)}${mark}${extension}`
}
