import { describe, expect, it } from 'vitest'
import { addressKey, callerAddress } from '@/lib/auth/client-address'

describe('callerAddress', () => {
  it.each([
    { forwarded: undefined, proxies: 0, caller: '10.0.0.9' },
    { forwarded: '6.6.6.6', proxies: 0, caller: '10.0.0.9' },
    { forwarded: '198.51.100.7', proxies: 1, caller: '198.51.100.7' },
    { forwarded: '6.6.6.6, 198.51.100.7', proxies: 1, caller: '198.51.100.7' },
    { forwarded: '6.6.6.6, 198.51.100.7, 10.0.0.2', proxies: 2, caller: '198.51.100.7' },
    { forwarded: '198.51.100.7', proxies: 5, caller: '198.51.100.7' },
    { forwarded: ' , ', proxies: 1, caller: '10.0.0.9' },
  ])('believes only our own proxies: %j', ({ forwarded, proxies, caller }) => {
    expect(callerAddress('10.0.0.9', forwarded, proxies)).toBe(caller)
  })
})

describe('addressKey', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    [undefined, 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key))
})
