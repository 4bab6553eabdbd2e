/** Looks shared by dialogs that inform and dialogs that ask (`Dialog`, `ConfirmDialog`). */
export const dialogScrim = 'fixed inset-0 z-40 bg-scrim animate-fade-in'

export const dialogPanel = [
  'fixed z-50 w-full overflow-y-auto bg-raised p-5 shadow-float outline-none sm:p-6',
  'max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t-xl',
  'max-sm:pb-[max(1.25rem,env(safe-area-inset-bottom))] max-sm:animate-slide-up',
  // Centred without a transform, which would blur text at odd sizes and fight the animation.
  'sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[88dvh] sm:rounded-xl',
  'sm:animate-pop-in',
].join(' ')
