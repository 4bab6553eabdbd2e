import { env } from '../env'

/** Bytes that one file may have. */
export const fileLimit = env.FILE_MAX_MB * 1_000_000

export const limitText = `A file can have up to ${env.FILE_MAX_MB} MB.`
