import { env } from '@/lib/env'

/** A mail as it waits in the outbox. */
export type Mail = { to: string; subject: string; text: string; html: string }

export type Letter = {
  to: string
  subject: string
  /** Plain text, before the link. */
  paragraphs: string[]
  /** `path` is one of this installation's (src/lib/paths.ts). */
  link?: { label: string; path: string }
  /** After the link: how long it works, what to do when one did not ask for it. */
  closing?: string[]
}

/** Sets a letter in plain text and in simple HTML that needs no image and no style sheet. */
export function writeLetter({ to, subject, paragraphs, link, closing = [] }: Letter): Mail {
  const url = link && env.APP_URL + link.path
  const text = [...paragraphs, ...(link ? [`${link.label}:\n${url}`] : []), ...closing].join('\n\n')
  const parts = [
    ...paragraphs.map(paragraph),
    ...(link && url ? [`<p><a href="${escapeHtml(url)}">${escapeHtml(link.label)}</a></p>`] : []),
    ...closing.map(paragraph),
  ]
  return { to, subject: oneLine(subject), text, html: `<div dir="auto">${parts.join('\n')}</div>` }
}

const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
