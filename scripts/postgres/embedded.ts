import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { Refusal } from '@/lib/refusal'
import { freePort, isFree } from '../free-port'
import { withLock } from '../lock'
import { isAlive, processMark } from '../process-mark'
import { type Access, readAccess, urlOf, writeAccess } from './access'
import { postgresAccount, requireReachable } from './account'
import { postgresBinaries } from './binaries'
import {
  type Cluster,
  initialise,
  isRunning,
  requireSameVersion,
  startCluster,
  stopCluster,
} from './cluster'

const START_PATIENCE_MS = 60_000

export interface EmbeddedOptions {
  /** PostgreSQL settings as `name=value`; they count for whoever starts the server. */
  settings?: string[]
  /** The last process that leaves also deletes the data. */
  throwaway?: boolean
}

export interface EmbeddedDatabase {
  /** Connection string of `database` as superuser. */
  url: string
  /** Leaves; the last process that leaves stops PostgreSQL. */
  release(): Promise<void>
}

/**
 * The PostgreSQL of `folder`, started when needed: the first caller creates and starts it, later ones
 * (other processes too) adopt it, and one left running by a killed process is adopted as well.
 * @param folder holds the cluster (`postgres/`), how to reach it and who uses it (`clients/`).
 * @param database created when absent.
 * @throws Refusal when it cannot run here.
 */
export async function joinEmbeddedDatabase(
  folder: string,
  database: string,
  { settings = [], throwaway = false }: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const root = resolve(folder)
  const data = join(root, 'postgres')
  const cluster: Cluster = {
    binaries: await postgresBinaries(),
    account: await postgresAccount(data),
    data,
    settings,
  }
  await makeFolder(root)
  requireReachable(cluster.account, [cluster.data, cluster.binaries.postgres])

  const me = join(root, 'clients', randomUUID())
  const access = await withLock(root, 'lock', async () => {
    const found = await ensureRunning(cluster, root)
    await writeFile(me, processMark())
    await ensureDatabase(found, database)
    return found
  })
  return {
    url: urlOf(access, database),
    release: () =>
      withLock(root, 'lock', async () => {
        await rm(me, { force: true })
        if (await othersRemain(join(root, 'clients'))) return
        await stopCluster(cluster)
        if (!throwaway) return
        await rm(cluster.data, { recursive: true, force: true })
        await rm(join(root, 'postgres.json'), { force: true })
      }),
  }
}

async function makeFolder(root: string): Promise<void> {
  try {
    await mkdir(join(root, 'clients'), { recursive: true })
    const probe = join(root, `.probe-${randomUUID()}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Refusal(
      `Cannot write into ${root} (${code}): give this user the right to write there, or set DATABASE_URL.`,
    )
  }
}

async function ensureRunning(cluster: Cluster, root: string): Promise<Access> {
  const file = join(root, 'postgres.json')
  const made = await exists(cluster.data)
  let access = await readAccess(file)
  if (made && !access) {
    throw new Refusal(
      `${file} is missing or unreadable, and with it the password of the database beside it: restore it, or move ${cluster.data} away to start empty.`,
    )
  }
  if (!access) {
    access = { port: await freePort(), password: randomBytes(24).toString('base64url') }
    await writeAccess(file, access)
  }
  if (made) await requireSameVersion(cluster)
  else await initialise(cluster, access.password)

  const deadline = Date.now() + START_PATIENCE_MS
  while (Date.now() < deadline) {
    if (await answers(access, cluster.data)) return access
    if (await isRunning(cluster)) {
      // Starting, recovering after a crash, or still stopping for the process before us.
      await wait(100)
      continue
    }
    if (!(await isFree(access.port))) {
      access = { ...access, port: await freePort() }
      await writeAccess(file, access)
    }
    await startCluster(cluster, access.port)
  }
  throw new Refusal(
    `PostgreSQL in ${cluster.data} runs but did not answer within a minute: ${join(cluster.data, 'server.log')} says why.`,
  )
}

/** Whether our server answers: same password and same data folder, not just any server on the port. */
async function answers(access: Access, data: string): Promise<boolean> {
  const client = connection(access)
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    )
    return rows[0] !== undefined && (await sameFolder(rows[0].folder, data))
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function ensureDatabase(access: Access, database: string): Promise<void> {
  const client = connection(access)
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(database)}`)
    }
  } finally {
    await client.end()
  }
}

function connection(access: Access): Client {
  const client = new Client({
    connectionString: urlOf(access, 'postgres'),
    connectionTimeoutMillis: 5_000,
  })
  // A server that goes away ends the query in flight; without a listener it would end this process.
  client.on('error', () => {})
  return client
}

async function othersRemain(clients: string): Promise<boolean> {
  let remain = false
  for (const name of await readdir(clients)) {
    const file = join(clients, name)
    const mark = await readFile(file, 'utf8').catch(() => '')
    if (isAlive(mark)) remain = true
    else await rm(file, { force: true })
  }
  return remain
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** By device and inode, because one of the two paths may lead through a symbolic link. */
async function sameFolder(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}
