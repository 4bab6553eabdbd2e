import { symbols } from 'pino'
import { onTestFinished } from 'vitest'
import { log } from '@/lib/log'

export type LogLine = Record<string, unknown>

/** Has the log written in full during this test, into memory; silent otherwise. */
export function captureLog(): () => LogLine[] {
  const lines: LogLine[] = []
  const kept = Reflect.get(log, symbols.streamSym)
  const { level } = log
  Reflect.set(log, symbols.streamSym, { write: (line: string) => lines.push(JSON.parse(line)) })
  log.level = 'debug'
  onTestFinished(() => {
    Reflect.set(log, symbols.streamSym, kept)
    log.level = level
  })
  return () => lines
}
