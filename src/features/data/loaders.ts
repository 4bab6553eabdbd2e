import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSpace } from '@/lib/auth/space-gate'
import type { Db } from '@/lib/db/door'
import { delegateName, mayDo, modelAt, type StudioModel } from '@/lib/studio/models'

/** A model of the studio that one may read, in a space that one is in; or "not found". */
export const requireModel = cache(async (slug: string, address: string) => {
  const pass = await requireSpace(slug)
  const model = modelAt(address)
  if (!model || !mayDo(pass.role, model, 'read')) notFound()
  return { ...pass, model }
})

/** Whether there is a record that one may read; which is not recorded, since nothing of it is shown. */
export async function hasRecord(db: Db, { name }: StudioModel, id: string): Promise<boolean> {
  const delegate = Reflect.get(db, delegateName(name)) as {
    count(args: object): Promise<number>
  }
  return (await delegate.count({ where: { id } })) > 0
}
