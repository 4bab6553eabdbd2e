import { expect, it, vi } from 'vitest'

vi.mock('@/lib/env', () => ({ env: { APP_URL: 'https://studies.example' } }))

const { writeLetter } = await import('@/lib/mail/letter')

it('sets a letter in text and HTML, with the link in both', () => {
  const letter = writeLetter({
    to: 'ada@people.example',
    subject: 'Two\r\nBcc: everybody@people.example',
    paragraphs: ['<script>alert(1)</script>'],
    link: { label: 'Go "there"', path: '/a?b=1&c=2' },
    closing: ['Bye.'],
  })
  expect(letter).toEqual({
    to: 'ada@people.example',
    subject: 'Two Bcc: everybody@people.example',
    text: '<script>alert(1)</script>\n\nGo "there":\nhttps://studies.example/a?b=1&c=2\n\nBye.',
    html: [
      '<div dir="auto"><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
      '<p><a href="https://studies.example/a?b=1&amp;c=2">Go &quot;there&quot;</a></p>',
      '<p>Bye.</p></div>',
    ].join('\n'),
  })
})
