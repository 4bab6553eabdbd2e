import { constants } from 'node:fs'
import { copyFile, link, mkdir, readdir, readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A second folder with the same files, which take no further room: for what is only ever read, since
 * writing into a file would write into both. Where the file system cannot, files are copied.
 * @param skip names of entries at the top that are left out.
 */
export async function linkTree(source: string, target: string, skip: string[] = []): Promise<void> {
  await mkdir(target, { recursive: true })
  const entries = await readdir(source, { withFileTypes: true })
  await Promise.all(
    entries
      .filter(({ name }) => !skip.includes(name))
      .map(async (entry) => {
        const [from, to] = [join(source, entry.name), join(target, entry.name)]
        if (entry.isDirectory()) return linkTree(from, to)
        if (entry.isSymbolicLink()) return symlink(await readlink(from), to)
        return link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE))
      }),
  )
}
