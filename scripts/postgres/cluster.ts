import { spawn } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '@/lib/refusal'
import type { Account } from './account'
import type { Binaries } from './binaries'

/** One PostgreSQL data folder and how to run it. */
export interface Cluster {
  binaries: Binaries
  account: Account
  /** Data folder, absolute. */
  data: string
  /** Settings beyond the fixed ones, as `name=value`. */
  settings: string[]
}

const SUPERUSER = 'postgres'

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // No socket file: the default folder may be missing or belong to another installation.
  'unix_socket_directories=',
  // With another session time zone the Prisma adapter stores wrong instants.
  'timezone=UTC',
  // Without these two the log repeats the values of refused rows, which are people's data.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
]

/** Makes the data folder. A half-made one from a killed attempt is started over. */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const { account, binaries, data } = cluster
  const draft = `${data}.new`
  const passwordFile = `${data}.password-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await own(account, draft)
  await writeFile(passwordFile, password, { mode: 0o600 })
  await own(account, passwordFile)
  try {
    const { code, output } = await run(cluster, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      // Last: the packaged programs know no other message locale on a machine without en_US.UTF-8.
      '--lc-messages=C',
    ])
    if (code !== 0)
      throw new Refusal(`PostgreSQL could not be set up in ${data}: ${lastLine(output)}`)
    await rename(draft, data)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/**
 * Starts PostgreSQL on `port` and returns when it accepts connections. pg_ctl puts it into a process
 * group of its own, so it survives Ctrl-C and this process; a left-over postmaster.pid and crash
 * recovery are PostgreSQL's own business.
 */
export async function startCluster(cluster: Cluster, port: number): Promise<void> {
  const { binaries, data, settings } = cluster
  const log = join(data, 'server.log')
  await rm(log, { force: true })
  const options = [...SETTINGS, `port=${port}`, ...settings]
    .map((setting) => `-c ${setting}`)
    .join(' ')
  const { code, output } = await run(cluster, binaries.pgCtl, [
    'start',
    '-w',
    '-t',
    '60',
    `-D${data}`,
    `-l${log}`,
    `-o${options}`,
  ])
  if (code !== 0) {
    const reason = lastLine(await readFile(log, 'utf8').catch(() => output))
    throw new Refusal(`PostgreSQL did not start: ${reason} (${log} says more)`)
  }
}

/** Ends all sessions and stops; returns when PostgreSQL is gone. Nothing happens if it is not there. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  await run(cluster, cluster.binaries.pgCtl, [
    'stop',
    '-m',
    'fast',
    '-w',
    '-t',
    '60',
    `-D${cluster.data}`,
  ])
}

/** Whether a postmaster lives on this data folder, ready for connections or not. */
export async function isRunning(cluster: Cluster): Promise<boolean> {
  await removeForeignPidFile(cluster.data)
  return (await run(cluster, cluster.binaries.pgCtl, ['status', `-D${cluster.data}`])).code === 0
}

/** The data folder's version must be that of the binaries. */
export async function requireSameVersion(cluster: Cluster): Promise<void> {
  const made = (await readFile(join(cluster.data, 'PG_VERSION'), 'utf8')).trim()
  const { output } = await run(cluster, cluster.binaries.postgres, ['--version'])
  const ours = /(\d+)\./.exec(output)?.[1]
  if (made !== ours) {
    throw new Refusal(
      `${cluster.data} was made by PostgreSQL ${made}, this installation brings ${ours}: go back to the former version, or move the folder away to start empty.`,
    )
  }
}

/**
 * In a container the number in a left-over postmaster.pid may by now belong to another program or to
 * a zombie that no init collects, and PostgreSQL would refuse to start because of it. Linux only,
 * where the name and state of a process can be read.
 */
async function removeForeignPidFile(data: string): Promise<void> {
  if (process.platform !== 'linux') return
  const file = join(data, 'postmaster.pid')
  const pid = (await readFile(file, 'utf8').catch(() => '')).split('\n')[0]
  if (!pid) return
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  if (status === undefined) return
  const isPostgres = /^Name:\s+postgres$/m.test(status) && !/^State:\s+Z/m.test(status)
  if (!isPostgres) await rm(file, { force: true })
}

async function own({ uid, gid }: Account, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/**
 * Runs one of PostgreSQL's programs. Their environment is ours reduced to what they need: a PGDATA or
 * PGPORT of the user must not redirect them, and secrets do not belong there.
 */
function run(
  cluster: Cluster,
  program: string,
  args: string[],
): Promise<{ code: number; output: string }> {
  const { PATH, HOME, TMPDIR, SystemRoot, TEMP } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...cluster.account,
      cwd: '/',
      env: { PATH, HOME, TMPDIR, SystemRoot, TEMP, LC_ALL: 'C', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A Ctrl-C during start or stop is for us; these programs finish their step.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    // Not 'close': the started server keeps the pipe open on some platforms.
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}
