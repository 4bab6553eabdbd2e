import { describe, expect, it, vi } from 'vitest'

vi.mock('@/lib/env', () => ({ env: { AUTH_SECRET: 'a secret of at least thirty-two letters' } }))

const { LINK_SECONDS, readLink, signLink } = await import('@/lib/storage/link')

const link = { fileId: 'file', spaceId: 'space', userId: 'person', as: 'attachment' } as const
const NOW = Date.UTC(2030, 5, 1)
const token = signLink(link, NOW)
const [text = '', signature = ''] = token.split('.')

describe('a link to the content of a file', () => {
  it('says what it was made for, for a minute', () => {
    expect(readLink(token, NOW)).toEqual(link)
    expect(readLink(token, NOW + (LINK_SECONDS - 1) * 1000)).toEqual(link)
    expect(readLink(token, NOW + LINK_SECONDS * 1000)).toBeNull()
  })

  it.each(['fileId', 'spaceId', 'userId', 'as'] as const)('is bound to its %s', (part) => {
    const other = signLink(
      { ...link, [part]: part === 'as' ? 'inline' : 'other' } as typeof link,
      NOW,
    )
    expect(readLink(`${other.split('.')[0]}.${signature}`, NOW)).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['no signature', text],
    ['an empty signature', `${text}.`],
    ['a shorter signature', `${text}.${signature.slice(0, -2)}`],
    ['another signature', `${text}.${signature.split('').reverse().join('')}`],
    ['more after it', `${token}.x`],
    ['no base64', 'ä.ö'],
  ])('is nothing with %s', (_, forged) => {
    expect(readLink(forged, NOW)).toBeNull()
  })
})
