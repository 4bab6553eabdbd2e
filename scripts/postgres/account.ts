import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from '@/lib/refusal'

/** Whom PostgreSQL runs as: nothing for the current user, ids when the current user is root. */
export interface Account {
  uid?: number
  gid?: number
}

/**
 * PostgreSQL refuses to run as root; then it runs as the owner of the folder `data`, or, as long as
 * there is none, as the user `postgres`, made when absent.
 */
export async function postgresAccount(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(data).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = lookUp()
  if (found) return found
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'])
  const made = lookUp()
  if (made) return made
  throw new Refusal(
    'PostgreSQL does not run as root and the user "postgres" could not be made: start as another user, or set DATABASE_URL.',
  )
}

/**
 * Refuses when `account` cannot enter the folders above `paths`. Found out before the start, because
 * PostgreSQL itself would only say that a file is missing.
 */
export function requireReachable(account: Account, paths: string[]): void {
  if (account.uid === undefined) return
  for (const path of paths) {
    const closed = parentsOf(path).find((folder) => !canEnter(account, folder))
    if (closed) {
      throw new Refusal(
        `PostgreSQL does not run as root but as another user, who may not enter ${closed}: run chmod o+x ${closed}, or move the project to a folder that every user may enter, or set DATABASE_URL.`,
      )
    }
  }
}

/** From the root down, so that the outermost closed folder is the one named. */
function parentsOf(path: string): string[] {
  const parents: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    parents.unshift(folder)
    if (folder === dirname(folder)) return parents
  }
}

function canEnter({ uid, gid }: Account, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0
}

function lookUp(): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : undefined
  })
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}
