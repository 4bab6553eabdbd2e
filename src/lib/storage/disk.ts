import { mkdirSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { env } from '../env'

/**
 * Where the content of files lies: a folder on this machine, or with S3_BUCKET a bucket of any service
 * that speaks S3. It knows no rules; whoever opens it has asked the door (src/lib/db/door.ts) before.
 */

/**
 * The key of a file's content. Made of the two columns that never change, so that a row leads to its
 * own content and to no other; prisma/guarantees.sql makes the same.
 */
export const objectKey = (spaceId: string, fileId: string): string => `${spaceId}/${fileId}`

let opened: Promise<Disk> | undefined

/** The storage, opened once. */
export function openDisk(): Promise<Disk> {
  opened ??= env.S3_BUCKET ? bucket(env.S3_BUCKET) : Promise.resolve(folder())
  return opened
}

function folder(): Disk {
  const location = resolve(env.FILES_FOLDER)
  mkdirSync(location, { recursive: true, mode: 0o700 })
  return new Disk(new FSDriver({ location, visibility: 'private' }))
}

/** Imported only where it is used: the library of S3 is large. */
async function bucket(name: string): Promise<Disk> {
  const { S3Driver } = await import('flydrive/drivers/s3')
  const { bucketClient } = await import('./bucket-client')
  // Buckets have their owners' settings; many services know no rights of single objects.
  const options = { bucket: name, visibility: 'private', supportsACL: false } as const
  return new Disk(new S3Driver({ ...options, client: bucketClient() }))
}

/** Takes away the folder of a space that is gone; a bucket has no folders. */
export async function removeEmptyFolder(spaceId: string): Promise<void> {
  if (env.S3_BUCKET) return
  // Not empty, or not there: nothing to do.
  await rmdir(join(resolve(env.FILES_FOLDER), spaceId)).catch(() => {})
}
