import { hashPassword } from '@/lib/auth/password'
import { type SystemTransaction, system } from '@/lib/db/system'
import { daysBefore, makeParticipants } from './demo/participants'
import { type DemoSpace, type DemoStudy, demoSpaces } from './demo/spaces'

const PASSWORD = 'studyspace-demo'
const BEFORE_THE_FIRST_DAYS = 14

export type DemoAccount = { email: string; password: string; who: string }

/**
 * Loads the demo: two organisations that know nothing of each other, with studies and invented people.
 * All or nothing, and nothing when it is there already.
 * @returns whom one can sign in as.
 */
export async function seedDemo(): Promise<{ created: boolean; accounts: DemoAccount[] }> {
  const accounts = demoSpaces.flatMap((space) =>
    space.members.map(({ email, role }) => ({
      email,
      password: PASSWORD,
      who: `${role.toLowerCase()} in ${space.slug}`,
    })),
  )
  const passwordHash = await hashPassword(PASSWORD)
  const created = await system.$transaction(
    async (tx) => {
      // Two servers that start together: the second waits here and then finds the demo.
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('studyspace demo'))`
      if (await isThere(tx)) return false
      const now = new Date()
      for (const space of demoSpaces) await seedSpace(tx, space, passwordHash, now)
      return true
    },
    { timeout: 60_000, maxWait: 60_000 },
  )
  return { created, accounts }
}

/** Its people stay when somebody deletes a demo space, which must not come back at the next start. */
async function isThere(tx: SystemTransaction): Promise<boolean> {
  const slugs = demoSpaces.map(({ slug }) => slug)
  const emails = demoSpaces.flatMap(({ members }) => members.map(({ email }) => email))
  const spaces = await tx.space.count({ where: { slug: { in: slugs } } })
  const users = await tx.user.count({ where: { email: { in: emails } } })
  return spaces + users > 0
}

async function seedSpace(
  tx: SystemTransaction,
  demo: DemoSpace,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const { slug, name, timeZone, locales } = demo
  const space = await tx.space.create({
    data: { slug, name, timeZone, locales, defaultLocale: locales[0] },
  })
  let makerId = ''
  for (const { email, name, role } of demo.members) {
    const user = await tx.user.create({ data: { email, name } })
    await tx.credential.create({ data: { userId: user.id, passwordHash } })
    await tx.spaceUser.create({ data: { spaceId: space.id, userId: user.id, role } })
    if (role !== 'VIEWER') makerId = user.id
  }
  for (const study of demo.studies) {
    await seedStudy(tx, demo, study, { spaceId: space.id, createdById: makerId }, now)
  }
}

async function seedStudy(
  tx: SystemTransaction,
  demo: DemoSpace,
  demoStudy: DemoStudy,
  made: { spaceId: string; createdById: string },
  now: Date,
): Promise<void> {
  const { key, title, summary, targetN, ethicsRef, blinding, status } = demoStudy
  const study = await tx.study.create({
    data: {
      ...made,
      ...{ key, title, summary, targetN, ethicsRef, blinding },
      timeZone: demo.timeZone,
      status: 'LIVE',
      startsOn: daysBefore(now, demoStudy.recruited[0] + BEFORE_THE_FIRST_DAYS),
    },
  })
  const arms = await tx.arm.createManyAndReturn({
    data: demoStudy.arms.map((arm) => ({ ...made, ...arm, studyId: study.id })),
  })
  const place = { ...made, studyId: study.id, armIds: arms.map(({ id }) => id) }
  const { participants, identities } = makeParticipants(demo, demoStudy, place, now)
  const rows = await tx.participant.createManyAndReturn({
    data: participants,
    select: { id: true, code: true },
  })
  await tx.participantIdentity.createMany({
    data: rows.flatMap(({ id: participantId, code }) => {
      const person = identities.get(code)
      return person ? [{ ...made, studyId: study.id, participantId, ...person }] : []
    }),
  })
  if (status !== 'LIVE') await tx.study.update({ where: { id: study.id }, data: { status } })
}
