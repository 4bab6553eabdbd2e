/**
 * The kinds of files that are accepted, and how the first bytes tell one from the other. What a
 * browser claims is not asked: the name says what a file should be, its content has to agree.
 *
 * Nothing that a browser would run is ever shown inside the application: only kinds with `inline` are
 * sent for showing, and SVG, which can hold scripts, is not one of them.
 */
export type Kind = {
  mime: string
  /** The first one is usual. */
  extensions: readonly string[]
  /** What the first bytes have to be. */
  content: Content
  /** May be shown in the browser, as it is. */
  inline?: 'image' | 'pdf' | 'text'
}

/** What first bytes can be told to be. */
export type Content =
  | ('png' | 'jpeg' | 'gif' | 'webp' | 'pdf' | 'svg' | 'html' | 'text')
  | ('zip' | 'office' | 'opendocument' | 'mp3' | 'wav' | 'ogg' | 'mp4' | 'webm')

/** Bytes at the beginning of a file that `contentOf` wants to see. */
export const HEAD_BYTES = 16_384

const office = 'application/vnd.openxmlformats-officedocument'
const opendocument = 'application/vnd.oasis.opendocument'

export const kinds: readonly Kind[] = [
  { mime: 'image/png', extensions: ['png'], content: 'png', inline: 'image' },
  { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], content: 'jpeg', inline: 'image' },
  { mime: 'image/gif', extensions: ['gif'], content: 'gif', inline: 'image' },
  { mime: 'image/webp', extensions: ['webp'], content: 'webp', inline: 'image' },
  { mime: 'image/svg+xml', extensions: ['svg'], content: 'svg' },
  { mime: 'application/pdf', extensions: ['pdf'], content: 'pdf', inline: 'pdf' },
  { mime: 'text/plain', extensions: ['txt', 'md'], content: 'text', inline: 'text' },
  { mime: 'text/csv', extensions: ['csv', 'tsv'], content: 'text' },
  { mime: 'application/json', extensions: ['json'], content: 'text' },
  { mime: `${office}.wordprocessingml.document`, extensions: ['docx'], content: 'office' },
  { mime: `${office}.spreadsheetml.sheet`, extensions: ['xlsx'], content: 'office' },
  { mime: `${office}.presentationml.presentation`, extensions: ['pptx'], content: 'office' },
  { mime: `${opendocument}.text`, extensions: ['odt'], content: 'opendocument' },
  { mime: `${opendocument}.spreadsheet`, extensions: ['ods'], content: 'opendocument' },
  { mime: `${opendocument}.presentation`, extensions: ['odp'], content: 'opendocument' },
  { mime: 'application/zip', extensions: ['zip'], content: 'zip' },
  { mime: 'audio/mpeg', extensions: ['mp3'], content: 'mp3' },
  { mime: 'audio/wav', extensions: ['wav'], content: 'wav' },
  { mime: 'audio/ogg', extensions: ['ogg', 'opus'], content: 'ogg' },
  { mime: 'audio/mp4', extensions: ['m4a'], content: 'mp4' },
  { mime: 'video/mp4', extensions: ['mp4', 'mov'], content: 'mp4' },
  { mime: 'video/webm', extensions: ['webm'], content: 'webm' },
]

/** Of a stored file; a type that is no longer accepted has none and is only ever downloaded. */
export const kindOfMime = (mime: string): Kind | undefined =>
  kinds.find((kind) => kind.mime === mime)

/** What a name says that the file is. */
export function kindOfName(name: string): Kind | undefined {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return kinds.find(({ extensions }) => extensions.includes(extension))
}

/** What the first bytes of a file are, or undefined for what is not accepted at all. */
export function contentOf(head: Uint8Array): Content | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  const found = SIGNATURES.find(([, matches]) => matches(text))?.[0]
  return found ?? (isText(text) ? markup(text) : undefined)
}

const SIGNATURES: readonly [Content, (head: string) => boolean][] = [
  ['png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['gif', (head) => /^GIF8[79]a/.test(head)],
  ['webp', (head) => head.startsWith('RIFF') && head.startsWith('WEBP', 8)],
  ['wav', (head) => head.startsWith('RIFF') && head.startsWith('WAVE', 8)],
  ['pdf', (head) => head.startsWith('%PDF-')],
  ['opendocument', (head) => isZip(head) && head.startsWith('mimetypeapplication/vnd.oasis.', 30)],
  ['office', (head) => isZip(head) && head.includes('[Content_Types].xml')],
  ['zip', (head) => isZip(head) || head.startsWith('PK\x05\x06')],
  ['ogg', (head) => head.startsWith('OggS')],
  ['mp4', (head) => head.startsWith('ftyp', 4)],
  ['webm', (head) => head.startsWith('\x1a\x45\xdf\xa3')],
  ['mp3', (head) => head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)],
]

const isZip = (head: string) => head.startsWith('PK\x03\x04')

/** UTF-16 has a mark; everything else that people call text has no control characters. */
function isText(head: string): boolean {
  if (/^(\xff\xfe|\xfe\xff)/.test(head)) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  return head.length > 0 && !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head)
}

/** Text that a browser would run, when it is told that it may, is no plain text. */
function markup(head: string): Content {
  const start = head.replaceAll('\0', '').replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  const body = start.replace(/^(\s+|<\?xml[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE svg[^>]*>)+/i, '')
  if (/^<svg[\s>/]/i.test(body)) return 'svg'
  return /^<(!doctype\s+html|html|head|body|script|iframe|meta|title|style)[\s>/]/i.test(body)
    ? 'html'
    : 'text'
}
