import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { restoredName } from '@/features/files/restored-name'
import { uploadId } from '@/features/files/upload-id'
import { kindOfName } from '@/lib/storage/kinds'
import { cleanName, contentDisposition, freeName } from '@/lib/storage/names'

describe('a name as it is stored', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['  C:\\Users\\ada\\report.pdf ', 'report.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['line\r\nbreak\0.txt', 'linebreak.txt'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['Cafe\u0301.txt', 'Café.txt'],
    ['Ünterlagen für موافقة.pdf', 'Ünterlagen für موافقة.pdf'],
  ])('%j', (given, name) => expect(cleanName(given)).toBe(name))

  it('keeps its ending when it is too long', () => {
    const name = cleanName(`${'a'.repeat(300)}.pdf`)
    expect(name).toHaveLength(200)
    expect(name.endsWith('a.pdf')).toBe(true)
  })
})

it('finds the next name that is free', () => {
  expect(freeName('a.pdf', [])).toBe('a.pdf')
  expect(freeName('a.pdf', ['a.pdf', 'a (2).pdf'])).toBe('a (3).pdf')
  expect(freeName('notes', ['notes'])).toBe('notes (2)')
})

it('marks what comes back to a place where its name is taken', () => {
  expect(restoredName('a.pdf', 0)).toBe('a (restored).pdf')
  expect(restoredName('a.pdf', 1)).toBe('a (restored 2).pdf')
})

it('names an upload so that no other has the name', () => {
  expect(z.uuidv4().safeParse(uploadId()).success).toBe(true)
  expect(uploadId()).not.toBe(uploadId())
})

describe('the name of a download', () => {
  const header = (name: string, mime = 'a.png') =>
    contentDisposition('attachment', name, kindOfName(mime))

  it('has every letter, and nothing that ends the header', () => {
    expect(header('a"\\b%.png')).toBe(
      `attachment; filename="a__b_.png"; filename*=UTF-8''a%22%5Cb%25.png`,
    )
    expect(header('Größe (1).png')).toBe(
      `attachment; filename="Gr__e (1).png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.png`,
    )
  })

  it('ends as its content does, whatever it was renamed to', () => {
    expect(header('tool.exe')).toContain('filename="tool.exe.png"')
    expect(header('PHOTO.PNG')).toContain('filename="PHOTO.PNG"')
    expect(header('thing.html', 'unknown')).toContain('filename="thing.html.bin"')
  })
})
