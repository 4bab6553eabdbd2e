import { describe, expect, it } from 'vitest'
import { contentOf, kindOfName, kinds } from '@/lib/storage/kinds'

const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('what the first bytes say', () => {
  it.each([
    ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['wav', 'RIFF\x10\0\0\0WAVEfmt '],
    ['pdf', '%PDF-1.7\n%\xe2\xe3'],
    ['zip', 'PK\x03\x04\x14\0\0\0\0\0somefile.bin'],
    ['office', `PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`],
    ['opendocument', `PK\x03\x04${'\0'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.text`],
    ['mp4', '\0\0\0\x20ftypisom'],
    ['text', 'code;status\r\nP-001;ENROLLED'],
    ['text', 'caf\xe9'],
    ['text', '\xff\xfea\0b\0'],
    ['text', '1 < 2 <b>and so on</b>'],
    ['svg', '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="...">'],
    ['svg', '<svg onload="alert(1)">'],
    ['html', '\xef\xbb\xbf  <!DOCTYPE html><p>'],
    ['html', '<script>alert(1)</script>'],
    ['html', '\xff\xfe<\0h\0t\0m\0l\0>\0'],
    [undefined, 'MZ\x90\0\x03'],
    [undefined, '\x7fELF\x02'],
    [undefined, ''],
  ] as const)('%s', (content, head) => {
    expect(contentOf(bytes(head))).toBe(content)
  })
})

describe('what is accepted', () => {
  it('goes by the end of the name, whatever its case', () => {
    expect(kindOfName('Scan.PDF')?.mime).toBe('application/pdf')
    expect(kindOfName('a.pdf.exe')).toBeUndefined()
    expect(kindOfName('page.html')).toBeUndefined()
    expect(kindOfName('pdf')).toBeUndefined()
  })

  it('is shown only when a browser runs nothing of it', () => {
    const shown = kinds.filter(({ inline }) => inline).map(({ mime }) => mime)
    expect(shown).toEqual([
      ...['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
      ...['application/pdf', 'text/plain'],
    ])
  })
})
