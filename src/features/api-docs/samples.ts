/** The calls in three languages that stand in the description of an operation as `x-codeSamples`. */

type Sample = { lang: string; label: string; source: string }

/** Of the props of Swagger UI's part that shows answers, the path in the document. */
type Props = { path?: string; method?: string }

type Document = { paths: Record<string, Record<string, { 'x-codeSamples'?: Sample[] }>> }

export const samplesIn = (document: Document, { path = '', method = '' }: Props): Sample[] =>
  document.paths[path]?.[method]?.['x-codeSamples'] ?? []

export type { Document, Sample }
