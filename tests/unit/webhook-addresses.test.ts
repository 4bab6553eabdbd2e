import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '@/lib/webhooks/address'
import { ForbiddenAddress, guardedLookup } from '@/lib/webhooks/lookup'
import { openSender } from '@/lib/webhooks/send'
import { urlFault } from '@/lib/webhooks/target'

/** A webhook reaches the internet, and nothing of the network that the server stands in. */

const refused = [
  'https://localhost/',
  'https://LOCALHOST./',
  'https://hooks.localhost/',
  'https://intranet/',
  'https://printer.local/',
  'https://metadata.google.internal/computeMetadata/v1/',
  'https://router.home.arpa/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://①②⑦.0.0.1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://168.63.129.16/',
  'https://192.0.2.1/',
  'https://198.51.100.7/',
  'https://203.0.113.9/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[0:0:0:0:0:ffff:7f00:1]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:808:808::]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[5f00::1]/',
]

const unusable = [
  ['http://example.org/', /https/],
  ['ftp://example.org/', /whole address/],
  ['file:///etc/passwd', /whole address/],
  ['gopher://example.org/', /whole address/],
  ['javascript:alert(1)', /whole address/],
  ['//example.org/', /whole address/],
  ['example.org', /whole address/],
  [' https://example.org/', /whole address/],
  ['', /whole address/],
  ['https://', /whole address/],
  ['https://user:secret@example.org/', /name or password/],
  ['https://user@example.org/', /name or password/],
  ['https://example.org@127.0.0.1/', /name or password/],
  ['https://example.org:22/', /ports/],
  ['https://example.org:25/', /ports/],
  ['https://example.org/#part', /never sent/],
] as const

describe('the address of a webhook', () => {
  test.each(refused)('is refused: %s', (url) => {
    expect(urlFault(url, false)).toMatch(/private network/)
  })

  test.each(unusable)('is refused: %s', (url, fault) => {
    expect(urlFault(url, false)).toMatch(fault)
  })

  test.each([
    'https://example.org',
    'https://hooks.example.org:8443/studyspace?key=1',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://münchen.example.org/',
  ])('is taken: %s', (url) => {
    expect(urlFault(url, false)).toBeUndefined()
  })

  test('may be any that can be reached where the operator allows it, but for the rest', () => {
    for (const url of ['http://127.0.0.1:8080/', 'https://intranet/', 'http://[::1]/']) {
      expect(urlFault(url, true)).toBeUndefined()
    }
    expect(urlFault('http://user:secret@intranet/', true)).toMatch(/name or password/)
    expect(urlFault('http://127.0.0.1:22/', true)).toMatch(/ports/)
  })
})

/** Networks that nobody on the internet has: address and length of the prefix. */
const NETWORKS: readonly [number, number][] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
]

const inside = fc
  .tuple(fc.constantFrom(...NETWORKS), fc.nat(0xffffffff))
  .map(([[network, length], any]) => (network | (any & (0xffffffff >>> length))) >>> 0)
const bytesOf = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)
const dotted = (value: number) => bytesOf(value).join('.')
const groups = (value: number) => `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`

/** The ways in which an IPv4 address can be written into an address. */
const spellings: Record<string, (value: number) => string> = {
  dotted,
  'one number': String,
  hexadecimal: (value) => `0x${value.toString(16)}`,
  octal: (value) =>
    bytesOf(value)
      .map((byte) => `0${byte.toString(8)}`)
      .join('.'),
  'two parts': (value) => `${value >>> 24}.${value & 0xffffff}`,
  'with a dot at the end': (value) => `${dotted(value)}.`,
  mapped: (value) => `[::ffff:${dotted(value)}]`,
  compatible: (value) => `[::${groups(value)}]`,
  '6to4': (value) => `[2002:${groups(value)}::1]`,
  NAT64: (value) => `[64:ff9b::${groups(value)}]`,
}

describe('a private address', () => {
  test.each(Object.entries(spellings))('is known as %s', (_, spell) => {
    fc.assert(
      fc.property(inside, (value) => {
        expect(urlFault(`https://${spell(value)}/`, false)).toBeDefined()
        expect(isPublicAddress(dotted(value))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('is every address of IPv6 outside the part that is given to networks', () => {
    const group = fc.nat(0xffff).map((value) => value.toString(16))
    const first = fc.nat(0xffff).filter((value) => value >> 13 !== 1)
    fc.assert(
      fc.property(first, fc.array(group, { minLength: 7, maxLength: 7 }), (head, tail) => {
        expect(isPublicAddress([head.toString(16), ...tail].join(':'))).toBe(false)
      }),
    )
  })

  test.each(['', 'example.org', '1.2.3', '8.8.8.8 ', '8.8.8.8%eth0'])(
    'is no address: %j',
    (text) => {
      expect(isPublicAddress(text)).toBe(false)
    },
  )
})

describe('at the moment of connecting', () => {
  const PUBLIC: LookupAddress = { address: '93.184.215.14', family: 4 }
  const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 }
  const look = (addresses: LookupAddress[], all = true) =>
    new Promise((resolve, reject) => {
      guardedLookup(async () => addresses)('rebind.example', { all }, (error, ...found) =>
        error ? reject(error) : resolve(found),
      )
    })

  test('the addresses that were judged are those that are connected to', async () => {
    expect(await look([PUBLIC])).toEqual([[PUBLIC]])
    expect(await look([PUBLIC], false)).toEqual([PUBLIC.address, 4])
  })

  test.each([
    ['a private one', [LOOPBACK]],
    ['a private one among public ones', [PUBLIC, LOOPBACK]],
    ['none', []],
    ['one of IPv6 that holds a private one', [{ address: '::ffff:10.0.0.1', family: 6 }]],
  ])('a name with %s is refused', async (_, addresses) => {
    await expect(look(addresses)).rejects.toThrow(ForbiddenAddress)
  })

  test('a name that changes its meaning after it was saved reaches nothing', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const url = `https://rebind.example:${port}/`
    expect(urlFault(url, false)).toBeUndefined()
    const answers = [[PUBLIC], [LOOPBACK]]
    const resolve = async () => answers.shift() ?? []
    expect(await look(await resolve())).toEqual([[PUBLIC]])
    const sender = openSender(url, { timeoutMs: 2_000, allowPrivate: false, resolve }, 1)
    await expect(sender.post('{}', {})).rejects.toThrow(ForbiddenAddress)
    sender.close()
    server.close()
    expect(asked).toBe(0)
  })

  test('a number is judged although no name is looked up', async () => {
    const limits = { timeoutMs: 2_000, allowPrivate: false }
    for (const url of ['https://127.0.0.1:9/', 'https://[::1]:9/', 'http://93.184.215.14/']) {
      const sender = openSender(url, limits, 1)
      await expect(sender.post('{}', {}), url).rejects.toThrow(ForbiddenAddress)
      sender.close()
    }
  })
})
