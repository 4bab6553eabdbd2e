import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { errorInfo } from '@/lib/error-info'
import { Rejection } from '@/lib/errors/rejection'
import type { Delimiter } from './csv'
import type { Encoding } from './decode'
import { guessTargets } from './guess'
import { decodeHead, type FileHead, type HeadRows, headRows, readHead } from './head'
import type { ImportPlan, Target } from './plan'
import type { ImportMode, ImportReport } from './protocol'
import { type ImportAddress, type SendProgress, sendImport } from './send'

export type ImportChoices = Pick<ImportPlan, 'known' | 'refused' | 'firstStatus'>

const FIRST_CHOICES: ImportChoices = { known: 'skip', refused: 'stop', firstStatus: 'SCREENING' }

type Running = { mode: ImportMode; progress?: SendProgress }

/**
 * The state of one import: what is chosen, what the server said of it, and what is under way. Every
 * change of a choice drops the report of a check, which no longer tells what would happen.
 */
export function useImport(address: ImportAddress, mayWriteIdentity: boolean) {
  const queryClient = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [head, setHead] = useState<FileHead | null>(null)
  const [targets, setTargets] = useState<Target[]>([])
  const [choices, setChoices] = useState(FIRST_CHOICES)
  const [checked, setChecked] = useState<ImportReport | null>(null)
  const [done, setDone] = useState<ImportReport | null>(null)
  const [running, setRunning] = useState<Running | null>(null)
  const [error, setError] = useState<string | null>(null)
  const read = useMemo(() => (head ? headRows(head) : null), [head])

  function use(next: FileHead | null): void {
    const rows: HeadRows | null = next && headRows(next)
    setHead(next)
    setTargets(rows ? guessTargets(rows.columns, { mayWriteIdentity }) : [])
    setChecked(null)
    setError(null)
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (problem) {
      setError(problem instanceof Rejection ? problem.message : errorInfo(problem).message)
    }
  }

  async function send(mode: ImportMode, changes: Partial<ImportChoices> = {}): Promise<boolean> {
    if (!file || !head || !read || running) return false
    const columns = read.columns.map(({ header }, index) => ({
      header,
      target: targets[index] ?? ({ to: 'none' } as const),
    }))
    const { encoding, delimiter } = head
    const plan = { encoding, delimiter, columns, ...choices, ...changes }
    let succeeded = false
    setError(null)
    setRunning({ mode })
    await trying(async () => {
      const report = await sendImport(address, mode, plan, file, (progress) =>
        setRunning({ mode, progress }),
      )
      if (mode === 'check') setChecked(report)
      else {
        setDone(report)
        void queryClient.invalidateQueries()
      }
      succeeded = true
    })
    setRunning(null)
    return succeeded
  }

  return {
    file,
    head,
    columns: read?.columns ?? [],
    rows: read?.rows ?? [],
    targets,
    choices,
    checked,
    done,
    running,
    error,
    async chooseFile(next: File | null): Promise<boolean> {
      setFile(next)
      use(null)
      let succeeded = false
      if (next)
        await trying(async () => {
          use(await readHead(next))
          succeeded = true
        })
      return succeeded
    },
    readAs(how: { encoding?: Encoding; delimiter?: Delimiter }): Promise<void> {
      return trying(async () => {
        if (!file || !head) return
        const text = how.encoding ? await decodeHead(file, how.encoding) : head.text
        use({ ...head, ...how, text })
      })
    },
    setTarget(index: number, target: Target): void {
      setTargets(targets.map((former, at) => (at === index ? target : former)))
      setChecked(null)
    },
    setFirstStatus(firstStatus: ImportChoices['firstStatus']): void {
      setChoices({ ...choices, firstStatus })
      setChecked(null)
    },
    /** What would happen now; runs at once, because the choice changes the counts. */
    async setKnown(known: ImportChoices['known']): Promise<void> {
      setChoices({ ...choices, known })
      setChecked(null)
      await send('check', { known })
    },
    setRefused(refused: ImportChoices['refused']): void {
      setChoices({ ...choices, refused })
    },
    check: () => send('check'),
    run: () => send('import'),
    restart(): void {
      setFile(null)
      setDone(null)
      setChoices(FIRST_CHOICES)
      use(null)
    },
  }
}

export type ImportState = ReturnType<typeof useImport>
