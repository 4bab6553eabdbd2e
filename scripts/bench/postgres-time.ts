import { readdir, readFile } from 'node:fs/promises'
import { connectTo } from '@/lib/db/connect-to'

/** Linux counts the time of processes in hundredths of a second, whatever the machine. */
const TICK_MS = 10

/**
 * A clock of the processor time (ms) of all processes of the PostgreSQL of `url`, or undefined where it
 * cannot be seen: PostgreSQL is on another machine, or this one is no Linux.
 */
export async function postgresClock(url: string): Promise<(() => Promise<number>) | undefined> {
  const client = await connectTo(url)
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const mine = await statOf(rows[0]?.pid ?? 0)
    // Elsewhere the same number may be another program's.
    if (!mine?.name.startsWith('postgres')) return undefined
    const postmaster = mine.parent
    return () => timeOf(postmaster)
  } finally {
    await client.end()
  }
}

async function timeOf(postmaster: number): Promise<number> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  const stats = await Promise.all(pids.map(statOf))
  const ticks = stats.map((stat, at) => {
    if (stat?.parent === postmaster) return stat.ticks
    // With what those of its processes used that have ended.
    return stat && pids[at] === postmaster ? stat.ticks + stat.ticksOfEnded : 0
  })
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS
}

/** See proc_pid_stat(5): the fields after the name, which stands in brackets, begin with the third. */
async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (!text) return undefined
  const end = text.lastIndexOf(')')
  const fields = text.slice(end + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  return {
    name: text.slice(text.indexOf('(') + 1, end),
    parent: field(4),
    ticks: field(14) + field(15),
    ticksOfEnded: field(16) + field(17),
  }
}
