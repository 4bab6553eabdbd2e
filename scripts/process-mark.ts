import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const GONE = 'gone'

/**
 * A process, told apart from a later one that got the same number: `<pid> <when it started>`. A pid
 * alone is not enough, because in a container the same small numbers come back at every start.
 */
export function processMark(pid: number = process.pid): string {
  return `${pid} ${startOf(pid)}`
}

/** Whether the process that wrote `mark` still runs. */
export function isAlive(mark: string): boolean {
  const [pid, ...start] = mark.trim().split(' ')
  const number = Number(pid)
  if (!Number.isInteger(number) || number <= 0) return false
  try {
    process.kill(number, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = startOf(number)
  return now !== GONE && now === start.join(' ')
}

function startOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      // Field 22, counted after the command name, which may itself hold spaces and parentheses.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // A zombie has ended; only its parent, or an init that never looks, keeps the number.
      return state === 'Z' ? GONE : (rest[18] ?? GONE)
    } catch {
      return GONE
    }
  }
  if (process.platform === 'win32') return ''
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim().replace(/\s+/g, ' ')
}
