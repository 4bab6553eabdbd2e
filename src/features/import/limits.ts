/** What one import takes. Each limit is met with a sentence that names it. */

export const MAX_BYTES = 50 * 1024 * 1024
export const MAX_FILE_SIZE = '50 MB'
/** Keeps the memory of one import within some hundred megabytes, however short the rows are. */
export const MAX_ROWS = 200_000
export const MAX_COLUMNS = 1_000
/** Characters of one row; longer means that a quote was opened and never closed. */
export const MAX_ROW_CHARACTERS = 1_000_000
/** Findings that a report lists; all are counted. */
export const MAX_FINDINGS = 10_000
