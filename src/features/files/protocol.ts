/**
 * What browser and server say to each other about an upload: the file as the body of a POST, as it
 * is, and everything else in the address. Neither side ever holds the file as a whole.
 */

export const UPLOAD_ADDRESS = '/api/files'

export type UploadQuery = {
  space: string
  /** Id of the folder; absent for the top. */
  folder?: string
  name: string
  /** A UUID made by the browser: the same upload, sent twice, is one file. */
  upload: string
  /** Where the name is taken: refused with 409 unless it says `keep`, which takes the next free one. */
  same?: 'keep'
}

export type UploadAnswer = { file: { id: string; name: string } }

export const UPLOAD_NAME = 'This name cannot be used. Rename the file and try again.'
