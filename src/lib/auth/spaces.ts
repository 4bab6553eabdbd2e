import { actAs, system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { removeSoon } from '@/lib/storage/removal'
import { findLiveMembership } from './membership'
import { type NewSpace, newSpace } from './new-space'
import { NO_SUCH_SPACE, type Outcome, refused, refusedInput } from './outcome'
import type { SignedIn } from './sessions'

/** A space with hundreds of thousands of participants takes minutes to delete. */
const DELETING = { timeout: 600_000 }

/** Makes a space, with its maker as owner. */
export async function createSpace(
  user: SignedIn,
  input: NewSpace,
): Promise<Outcome<{ id: string; slug: string }>> {
  const parsed = newSpace.safeParse(input)
  if (!parsed.success) return refusedInput(parsed.error)
  const { defaultLocale } = parsed.data
  try {
    const { id, slug } = await system.$transaction(async (tx) => {
      await actAs(tx, user.id)
      const space = await tx.space.create({ data: { ...parsed.data, locales: [defaultLocale] } })
      await tx.spaceUser.create({ data: { spaceId: space.id, userId: user.id, role: 'OWNER' } })
      return space
    })
    return { ok: true, id, slug }
  } catch (error) {
    if (problemOf(error).code !== 'conflict') throw error
    return refused('This address is taken.', { slug: 'This address is taken. Choose another one.' })
  }
}

/**
 * Deletes a space with everything in it, for good.
 * @param typedName the name of the space as its owner typed it, to be sure.
 */
export async function deleteSpace(
  user: SignedIn,
  slug: string,
  typedName: string,
): Promise<Outcome> {
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  if (membership.role !== 'OWNER') return refused('Only an owner can delete a space.')
  const { id, name } = membership.space
  if (typedName.trim() !== name) {
    return refused('The name is not the same.', { typedName: `Type "${name}" to confirm.` })
  }
  await system.$transaction(async (tx) => {
    await actAs(tx, user.id)
    await tx.$executeRaw`
      delete from "EmailToken"
      where "invitationId" in (select id from "Invitation" where "spaceId" = ${id})`
    await tx.space.deleteMany({ where: { id } })
  }, DELETING)
  removeSoon()
  return { ok: true }
}
