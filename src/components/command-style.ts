/** Looks of searchable lists: the command menu and the combobox. */
export const commandInput =
  'w-full bg-transparent text-base outline-none placeholder:text-ink-faint sm:text-sm'

export const commandItem = [
  'flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 max-sm:min-h-11',
  'data-[selected=true]:bg-hover data-[disabled=true]:text-ink-faint',
  '[&_svg]:size-4 [&_svg]:shrink-0',
].join(' ')

export const commandNote = 'px-3 py-6 text-center text-ink-muted'
