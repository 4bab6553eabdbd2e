/** Looks shared by everything that floats and lists: menus, popovers, comboboxes. */
export const menuPanel =
  'z-50 min-w-44 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg bg-raised p-1 shadow-float outline-none animate-pop-in'

export const menuItem = [
  'relative flex min-h-8 select-none items-center gap-2 rounded-md px-2.5 py-1.5 outline-none max-sm:min-h-11',
  'data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-ink-faint',
  '[&_svg]:size-4 [&_svg]:shrink-0 [&>svg]:text-ink-muted',
].join(' ')

export const menuHeading = 'px-2.5 pt-2 pb-1 font-medium text-ink-muted text-xs'
