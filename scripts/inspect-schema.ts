import { createRequire } from 'node:module'
import { Refusal } from '@/lib/refusal'

const require = createRequire(import.meta.url)

/** schema.zmodel as the commands read it before they make anything from it. */
export interface Inspection {
  models: InspectedModel[]
  /** The schema for Prisma. */
  prisma: string
}

export interface InspectedModel {
  name: string
  inSpace: boolean
  appendOnly: boolean
  columns: { name: string; type: string; optional: boolean; list: boolean; own: boolean }[]
}

type Findings = Inspection & { faults: string[] }
type Inspector = {
  inspectSchema(file: string): Promise<Findings>
}

/**
 * @throws Refusal with everything that is wrong, and for each fault the line to write instead.
 */
export async function inspectSchema(file = 'schema.zmodel'): Promise<Inspection> {
  // Loads the whole language: only when it is needed.
  const inspector = require('./zenstack/inspect-schema.cjs') as Inspector
  return requireFaultless(await inspector.inspectSchema(file))
}

/** @throws Refusal with the faults, if there are any. */
export function requireFaultless({ faults, ...inspection }: Findings): Inspection {
  if (faults.length === 0) return inspection
  throw new Refusal(`schema.zmodel cannot be used as it is:\n${faults.join('\n')}`)
}
