import type { ReactNode } from 'react'
import { Uploads } from '@/features/files/components/uploads'
import { requireSpace } from '@/lib/auth/space-gate'
import { fileLimit } from '@/lib/storage/limit'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

/** Uploads go on from folder to folder. */
export default async function FilesLayout({ params, children }: LayoutProps) {
  const { space } = await requireSpace((await params).space)
  return (
    <Uploads slug={space.slug} limit={fileLimit}>
      {children}
    </Uploads>
  )
}
