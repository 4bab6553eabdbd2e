import type { Scene } from '../data'

/** What is measured. */
export const OPERATIONS = ['list', 'total', 'get', 'create', 'update', 'bulk', 'export'] as const
export type Operation = (typeof OPERATIONS)[number]

/** The words of the report. */
export const MEANING: Record<Operation, string> = {
  list: 'list of 25, filtered and sorted',
  total: 'the same with its total',
  get: 'get by id',
  create: 'create',
  update: 'update',
  bulk: 'create 1,000 at once',
  export: 'export of half of all participants',
}

export const PAGE = 25
export const BULK = 1_000
/** Records that are read at once for an export. */
export const BATCH = 1_000

/** The turn of a record of another space, which is absent for everybody. */
export const FOREIGN = -1

/** What takes a second or more by itself, with how many are under way at the same time. */
export const LONG: Partial<Record<Operation, number>> = { bulk: 2, export: 1 }

/** Does one operation and gives the ids that it found or wrote. */
export type Work = (turn: number) => Promise<string[]>

/** What a process has used since it began: processor time, memory now, messages to PostgreSQL. */
export type Usage = { cpuMs: number; rssMb: number; statements: number }

/** A way to do the same work in the first space of the scene. */
export type Contender = {
  works: Partial<Record<Operation, Work>>
  /** Of the process that does the work; absent when that is this one. */
  usage?(): Promise<Usage>
  close(): Promise<void>
}

/** @param sink the study in which this contender makes its records. */
export type Opener = (scene: Scene, sink: string) => Promise<Contender>

/** The record whose turn it is: all contenders ask for the same ones. */
export const idAt = ({ ids, foreignId }: Scene, turn: number): string =>
  turn === FOREIGN ? foreignId : (ids[(turn * 7919) % ids.length] ?? '')

export const codeAt = (sink: string, turn: number): string => `${sink}-${process.pid}-${turn}`

export const localeAt = (turn: number): string => (turn % 2 === 0 ? 'de' : 'en')

export const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)
