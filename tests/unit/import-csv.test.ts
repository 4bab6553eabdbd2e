import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Delimiter, delimiters, guessDelimiter, rowParser } from '@/features/import/csv'
import { decodeText, type Encoding, markedEncoding } from '@/features/import/decode'
import { Rejection } from '@/lib/errors/rejection'

const parse = (text: string, delimiter: Delimiter = ',') => {
  const parser = rowParser(delimiter)
  return [...parser.push(text), ...parser.end()]
}

async function decode(pieces: (string | Uint8Array)[], encoding: Encoding = 'utf-8') {
  async function* bytes() {
    for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
  }
  let text = ''
  for await (const piece of decodeText(bytes(), encoding)) text += piece
  return text
}

describe('rows', () => {
  it('counts the lines of the file, those inside quotes and empty ones too', () => {
    const rows = parse('id,remark\n1,"two\nlines"\n\n , \n2,plain\n3,"\n\n"\n4,last')
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'id'],
      [2, '1'],
      [6, '2'],
      [7, '3'],
      [10, '4'],
    ])
  })

  it('reads doubled quotes, delimiters in quotes and quotes inside a plain value', () => {
    expect(parse('"say ""hi""",\'a\',5" tall,"a,b"\n')[0]?.cells).toEqual([
      'say "hi"',
      "'a'",
      '5" tall',
      'a,b',
    ])
  })

  it('leaves out the line with which spreadsheets name their separator', () => {
    expect(parse('sep=;\nid;name\n', ';')).toEqual([{ line: 2, cells: ['id', 'name'] }])
    expect(parse('sep=;\nid,name\n')[0]?.line).toBe(2)
  })

  it.each([
    ['id,name\n1,"open\n2,b\n3,c', 'opens in the row that begins in line 2'],
    ['id,name\n1,a\n2,"closed" and more\n3,c\n', 'the row that begins in line 3, text follows'],
    ['id,name\n1,"Smith,3\n2,"Jones",4\n', 'line 2'],
  ])('refuses broken quotes and says where: %j', (text, words) => {
    expect(() => parse(text)).toThrow(Rejection)
    expect(() => parse(text)).toThrow(words)
  })

  it('does not mistake the end of a piece for the end of a value', () => {
    for (const pieces of [
      ['a,"b"', ' ,c\n'],
      ['a,"b"', '"",c\n'],
      ['a,"b" ', '\n'],
    ]) {
      const parser = rowParser(',')
      const rows = pieces.flatMap((piece) => parser.push(piece))
      expect(rows).toEqual(parse(pieces.join('')))
      expect(parser.end()).toEqual([])
    }
  })

  it('gives up on a quote that is never closed long before the end of a large file', () => {
    const parser = rowParser(',')
    const feed = () => {
      parser.push('id,name\n1,"open')
      for (let piece = 0; piece < 40; piece++) parser.push('x'.repeat(64 * 1024))
    }
    expect(feed).toThrow('line 2 and is never closed')
  })

  it('gives back what was printed, whatever the delimiter, the quoting, the line ends and the pieces', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.stringMatching(/^[ ,;\t|"\n'=a-zäß0-9]{0,8}$/),
    )
    const table = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (cells, delimiter, newline, quoteAll, mark, size) => {
          const printed = print(cells, delimiter, newline, quoteAll)
          const bytes = Buffer.from((mark ? '\ufeff' : '') + printed)
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          )
          const parser = rowParser(delimiter)
          const text = await decode(pieces)
          const rows = [
            ...parser.push(text.slice(0, size)),
            ...parser.push(text.slice(size)),
            ...parser.end(),
          ]
          expect(rows.map((row) => row.cells)).toEqual(expected(cells, delimiter))
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** A table as a program would print it: quoted where it must be, or everywhere. */
function print(table: string[][], delimiter: string, newline: string, quoteAll: boolean): string {
  const special = (value: string) =>
    quoteAll || value.includes(delimiter) || /["\r\n]|^\s|\s$/.test(value)
  return table
    .map((row) =>
      row
        .map((value) => (special(value) ? `"${value.replaceAll('"', '""')}"` : value))
        .join(delimiter),
    )
    .join(newline)
}

/** What reading makes of a table: one kind of line break, no rows without content. */
function expected(table: string[][], delimiter: string): string[][] {
  return table
    .map((row) => row.map((value) => value.replace(/\r\n?/g, '\n')))
    .filter((row) => row.some((value) => value.trim() !== ''))
    .filter((row) => !(row.length <= 2 && /^sep=.$/i.test(row.join(delimiter))))
}

describe('delimiters', () => {
  it.each([
    ['id,height\n1,176.1\n2,180', ','],
    ['id;height;weight\n1;176,1;80,5\n2;180,2;90,1', ';'],
    ['id\tname\n1\tA, B\n2\tC, D', '\t'],
    ['id|name\n1|a', '|'],
    ['"a;b",c\n"d;e",f', ','],
    ['code\n1\n2', ','],
    ['sep=;\na,b;c\n1,2;3', ';'],
    ['', ','],
  ])('guesses that of %j', (head, delimiter) => {
    expect(guessDelimiter(head)).toBe(delimiter)
  })
})

describe('encodings', () => {
  it('drops the byte order mark and makes every line break the same', async () => {
    expect(await decode(['\ufeffa\r\nb\rc\n', 'd\r', '\ne\r'])).toBe('a\nb\nc\nd\ne\n')
  })

  it('reads what spreadsheets save besides UTF-8', async () => {
    const utf16 = Buffer.from('\ufeffid\tnäme\r\n', 'utf16le')
    expect(markedEncoding(utf16)).toBe('utf-16le')
    expect(await decode([utf16.subarray(0, 7), utf16.subarray(7)], 'utf-16le')).toBe('id\tnäme\n')
    expect(await decode([Buffer.from('id;M\xfcller \x80', 'latin1')], 'windows-1252')).toBe(
      'id;Müller €',
    )
  })

  it('refuses what is not of the encoding, and names the line', async () => {
    const latin = Buffer.from('id,name\r\n1,a\r\n2,M\xfcller\r\n', 'latin1')
    await expect(decode([latin])).rejects.toThrow('Line 3 has characters that are not UTF-8')
    await expect(decode([latin.subarray(0, 12), latin.subarray(12)])).rejects.toThrow('Line 3')
    await expect(decode(['id,name\n1,', Buffer.from([0xc3])])).rejects.toThrow('Line 2')
  })

  it('refuses what is no text', async () => {
    await expect(decode(['PK\u0003\u0004\0\0', ''])).rejects.toThrow('not a text file')
  })
})
