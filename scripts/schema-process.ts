import { type ChildProcess, fork } from 'node:child_process'
import { Refusal } from '@/lib/refusal'
import { type Inspection, requireFaultless } from './inspect-schema'

/** Prisma wants an address even where nothing is connected to; without one it looks for engines. */
export const NO_DATABASE = 'postgresql://localhost/none'

type Report = {
  inspection?: Inspection & { faults: string[] }
  done?: true
  failure?: string
}

/** schema.zmodel, read by a process of its own, which can generate from what it read. */
export interface OpenSchema extends Inspection {
  /** Writes what ZenStack makes of it. @throws Refusal when that fails. */
  generate(): Promise<void>
  close(): void
}

/**
 * @param output the folder for ZenStack's own code.
 * @throws Refusal with everything that is wrong, and for each fault the line to write instead.
 */
export async function openSchema(
  output: string,
  stop?: AbortSignal,
  file = 'schema.zmodel',
): Promise<OpenSchema> {
  const child = fork('scripts/zenstack/generate.cjs', [file, output], {
    // Without the loader for TypeScript that this process has.
    execArgv: [],
    env: { ...process.env, DATABASE_URL: NO_DATABASE },
    signal: stop,
  })
  // An abort is told by whoever waits for a report.
  child.on('error', () => {})
  const close = () => {
    child.kill()
  }
  try {
    const { inspection } = await nextReport(child)
    if (!inspection) throw new Refusal(`${file} could not be read.`)
    return { ...requireFaultless(inspection), close, generate: () => generateWith(child) }
  } catch (error) {
    close()
    throw error
  }
}

async function generateWith(child: ChildProcess): Promise<void> {
  const report = nextReport(child)
  child.send('generate')
  const { done, failure } = await report
  if (!done) throw new Refusal(`schema.zmodel could not be generated:\n${failure}`)
}

function nextReport(child: ChildProcess): Promise<Report> {
  return new Promise((resolve) => {
    const ended = () => resolve({ failure: 'The process that reads it ended.' })
    child.once('close', ended)
    child.once('message', (report) => {
      child.off('close', ended)
      resolve(report as Report)
    })
  })
}
