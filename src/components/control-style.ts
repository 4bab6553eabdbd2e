/** The box that all text-like controls share: input, textarea, select, combobox, date. */
export const controlStyle = [
  'w-full rounded-md border border-control bg-surface text-ink shadow-soft',
  'transition-colors duration-100 hover:border-ink-muted',
  'px-3 text-base sm:text-sm',
  // Inside the box, so that neighbours in dense forms do not cut it off.
  'focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus',
  'aria-invalid:border-danger aria-invalid:outline-danger',
  'disabled:cursor-not-allowed disabled:bg-subtle disabled:text-ink-muted disabled:hover:border-control',
  // Not `read-only:`, which is also true of every button.
  '[&[readonly]]:bg-subtle',
].join(' ')

/** Height of one-line controls: 36 px, 44 px on phones. */
export const controlHeight = 'h-9 max-sm:h-11'
