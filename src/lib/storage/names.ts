import type { Kind } from './kinds'

/** Names of files: data, and never part of a path. */

export const NAME_LENGTH = 200

/** Control characters, and those that turn the direction of a text round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSEEN = /[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g

/** A name as it is stored: no path, nothing unseen, one way to write each letter, not too long. */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = last.replace(UNSEEN, '').normalize('NFC').trim()
  const [stem, extension] = splitName(name)
  return `${stem.slice(0, NAME_LENGTH - extension.length).trim()}${extension}`
}

/** "report.final.pdf" as "report.final" and ".pdf". */
export function splitName(name: string): [stem: string, extension: string] {
  const extension = /(?<=.)\.[^.\s]{1,10}$/.exec(name)?.[0] ?? ''
  return [name.slice(0, name.length - extension.length), extension]
}

/** The first of "a.pdf", "a (2).pdf", "a (3).pdf" ... that is not taken. */
export function freeName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  const [stem, extension] = splitName(name)
  for (let number = 1; ; number++) {
    const mark = number === 1 ? '' : ` (${number})`
    const next = `${stem.slice(0, NAME_LENGTH - extension.length - mark.length)}${mark}${extension}`
    if (!names.has(next)) return next
  }
}

/** The header that gives a download its name, whatever letters are in it. */
export function contentDisposition(
  as: 'inline' | 'attachment',
  name: string,
  kind: Kind | undefined,
): string {
  const full = downloadName(name, kind)
  const plain = full.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(full).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${as}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A picture that somebody renamed to "tool.exe" is still a picture on the disk of who downloads it. */
function downloadName(name: string, kind: Kind | undefined): string {
  const extension = splitName(name)[1].slice(1).toLowerCase()
  if (kind?.extensions.includes(extension)) return name
  return `${name}.${kind?.extensions[0] ?? 'bin'}`
}
