import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameSitePath, signInPath } from '@/lib/auth/same-site-path'

describe('sameSitePath', () => {
  it.each(['/', '/spaces/demo', '/spaces/demo?sort=code#row-7', '/invitation/a_b-c'])(
    'keeps %s',
    (path) => expect(sameSitePath(path)).toBe(path),
  )

  it.each([
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    '/api/auth/signout',
    'spaces/demo',
    '',
    undefined,
    ['/spaces'],
  ])('replaces %j', (value) => expect(sameSitePath(value, '/home')).toBe('/home'))

  it('never leads to another site, whatever is written', () => {
    const here = 'https://studyspace.example'
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      'evil.example',
      ':',
      '@',
      '\t',
      '?',
      '%2f',
    )
    const text = fc.array(fc.oneof(parts, fc.string({ maxLength: 3 }))).map((list) => list.join(''))
    fc.assert(
      fc.property(text, (value) => new URL(sameSitePath(`/${value}`), here).origin === here),
      { numRuns: 5000 },
    )
  })
})

describe('signInPath', () => {
  it('leads back', () => {
    expect(signInPath('/spaces/demo?x=1&y=2')).toBe(
      '/sign-in?next=%2Fspaces%2Fdemo%3Fx%3D1%26y%3D2',
    )
    expect(signInPath('/')).toBe('/sign-in')
  })
})
