import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { errorInfo } from '@/lib/error-info'
import { Rejection } from '@/lib/errors/rejection'
import type { Delimiter } from './csv'
import type { Encoding } from './decode'
import { decodeHead, type FileHead, headRows, readHead, type SampledColumn } from './head'
import type { ImportChoices } from './plan'
import type { ImportMode, ImportReport } from './protocol'
import { type SendProgress, sendImport } from './send'

/** What one kind of import has of its own. */
export type ImportSetup<Target, Choices> = {
  /** Where the file is sent. */
  address: (mode: ImportMode) => string
  /** Where each column goes, as far as its name and first values tell. */
  guess: (columns: SampledColumn[]) => Target[]
  /** Of a column that stays in the file. */
  none: Target
  firstChoices: Choices
}

type Running = { mode: ImportMode; progress?: SendProgress }

/**
 * The state of one import: what is chosen, what the server said of it, and what is under way. Every
 * change of a choice drops the report of a check, which no longer tells what would happen.
 */
export function useImport<Target, Choices extends ImportChoices, Report extends ImportReport>({
  address,
  guess,
  none,
  firstChoices,
}: ImportSetup<Target, Choices>) {
  const queryClient = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [head, setHead] = useState<FileHead | null>(null)
  const [targets, setTargets] = useState<Target[]>([])
  const [choices, setChoices] = useState(firstChoices)
  const [checked, setChecked] = useState<Report | null>(null)
  const [done, setDone] = useState<Report | null>(null)
  const [running, setRunning] = useState<Running | null>(null)
  const [error, setError] = useState<string | null>(null)
  const read = useMemo(() => (head ? headRows(head) : null), [head])

  function use(next: FileHead | null): void {
    const rows = next && headRows(next)
    setHead(next)
    setTargets(rows ? guess(rows.columns) : [])
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
      target: targets[index] ?? none,
    }))
    const { encoding, delimiter } = head
    const plan = { encoding, delimiter, columns, ...choices, ...changes }
    let succeeded = false
    setError(null)
    setRunning({ mode })
    await trying(async () => {
      const report = await sendImport<Report>(address(mode), plan, file, (progress) =>
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
    setChoices(changes: Partial<Choices>): void {
      setChoices({ ...choices, ...changes })
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
      setChoices(firstChoices)
      use(null)
    },
  }
}

export type ImportState<
  Target = unknown,
  Choices extends ImportChoices = ImportChoices,
  Report extends ImportReport = ImportReport,
> = ReturnType<typeof useImport<Target, Choices, Report>>

/** What the parts of the wizard that know neither columns nor choices of one import ask for. */
export type AnyImport = Omit<ImportState, 'setTarget' | 'setChoices' | 'targets'>
