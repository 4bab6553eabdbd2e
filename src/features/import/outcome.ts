import { Rejection } from '@/lib/errors/rejection'
import type { Finding } from './finding'
import type { ImportChoices } from './plan'
import type { ImportReport } from './protocol'

/** Records of the report that are there already. */
export const knownIn = ({ updated, skipped }: ImportReport): number => updated + skipped

/** Whether the choices say that these rows stop the import. */
export const stops = (report: ImportReport, { known, refused }: ImportChoices): boolean =>
  (refused === 'stop' && report.refused > 0) || (known === 'stop' && knownIn(report) > 0)

/** @throws Rejection `invalid` when a row that is refused stops the import. */
export function requireNoneRefused(report: ImportReport, { refused }: ImportChoices): void {
  if (refused === 'stop' && report.refused > 0)
    throw new Rejection('invalid', `${refusedRows(report)} Nothing was imported.`)
}

function refusedRows({ refused, findings: [first] }: ImportReport): string {
  const rows = refused === 1 ? 'One row' : `${refused} rows`
  return `${rows} cannot be imported${first ? `; the first is in line ${first.line}: ${reasonOf(first)}` : '.'}`
}

const reasonOf = ({ column, reason }: Finding) => (column ? `${column}: ${reason}` : reason)
