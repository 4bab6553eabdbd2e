import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '@/lib/db/system'
import { seedDemo } from '../../scripts/seed'
import { Visitor } from '../support/visitor'

let loaded: Awaited<ReturnType<typeof seedDemo>>

beforeAll(async () => {
  const [first, second] = await Promise.all([seedDemo(), seedDemo()])
  expect([first.created, second.created].toSorted()).toEqual([false, true])
  loaded = first
})

describe('the demo', () => {
  it('has four people who can sign in', async () => {
    expect(loaded.accounts).toHaveLength(4)
    for (const { email, password } of loaded.accounts) {
      expect(await new Visitor().signIn(email, password), email).toMatchObject({ ok: true })
    }
  })

  it('has two spaces with two studies each, which share a key and participant codes', async () => {
    const spaces = await system.space.findMany({
      orderBy: { slug: 'asc' },
      include: { studies: { orderBy: { key: 'asc' } }, participants: { select: { code: true } } },
    })
    const keys = spaces.map(({ slug, studies }) => [slug, studies.map(({ key }) => key)])
    expect(keys).toEqual([
      ['demo-relief', ['parent-support', 'sleep-and-mood']],
      ['demo-university', ['exam-stress', 'sleep-and-mood']],
    ])
    const [relief = [], university = []] = spaces.map(({ participants }) =>
      participants.map(({ code }) => code),
    )
    expect(relief.filter((code) => university.includes(code)).length).toBeGreaterThan(50)
  })

  it('has dates that make sense', async () => {
    const now = new Date()
    const participants = await system.participant.findMany({ include: { study: true } })
    for (const { code, status, createdAt, enrolledAt, exitedAt, study, isTest } of participants) {
      expect(createdAt <= now && (!enrolledAt || enrolledAt <= now), code).toBe(true)
      expect(!exitedAt || (enrolledAt && enrolledAt < exitedAt && exitedAt <= now), code).toBe(true)
      const over = study.status === 'CLOSED' && !isTest
      if (over) expect(['COMPLETED', 'WITHDRAWN', 'LOST', 'EXCLUDED'], code).toContain(status)
    }
  })

  it('knows most of its participants by name, in several scripts, and reaches none of them', async () => {
    const identities = await system.participantIdentity.findMany()
    const real = await system.participant.count({ where: { isTest: false } })
    expect(identities.length / real).toBeGreaterThan(0.75)
    expect(identities.length / real).toBeLessThan(0.95)
    for (const { email } of identities) expect(email).toMatch(/^[a-z]+\.[a-z]+\d+@example\.org$/)
    const names = identities.map(({ familyName }) => familyName).join('')
    for (const script of [/\p{Script=Arabic}/u, /\p{Script=Cyrillic}/u, /\p{Script=Latin}/u]) {
      expect(names).toMatch(script)
    }
  })
})
