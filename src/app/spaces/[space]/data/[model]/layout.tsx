import type { ReactNode } from 'react'
import { requireModel } from '@/features/data/loaders'

type LayoutProps = { params: Promise<{ space: string; model: string }>; children: ReactNode }

/** The gate of a model, above what is shown while the grid loads: its answer has to be a 404. */
export default async function ModelLayout({ params, children }: LayoutProps) {
  const { space, model } = await params
  await requireModel(space, model)
  return children
}
