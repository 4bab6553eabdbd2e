import type { Scene } from '../data'

/** What is measured. */
export const OPERATIONS = ['list', 'total', 'get', 'create', 'update', 'bulk'] as const
export type Operation = (typeof OPERATIONS)[number]

/** The words of the report. */
export const MEANING: Record<Operation, string> = {
  list: 'list of 25, filtered and sorted',
  total: 'the same with its total',
  get: 'get by id',
  create: 'create',
  update: 'update',
  bulk: 'create 1,000 at once',
}

export const PAGE = 25
export const BULK = 1_000

/** Does one operation and gives the ids that it found or wrote. */
export type Work = (turn: number) => Promise<string[]>

/** A way to do the same work in the first space of the scene. */
export type Contender = { works: Partial<Record<Operation, Work>>; close(): Promise<void> }

/** @param sink the study in which this contender makes its records. */
export type Opener = (scene: Scene, sink: string) => Promise<Contender>

/** The record whose turn it is: all contenders ask for the same ones. */
export const idAt = ({ ids }: Scene, turn: number): string => ids[(turn * 7919) % ids.length] ?? ''
export const codeAt = (sink: string, turn: number): string => `${sink}-${process.pid}-${turn}`
