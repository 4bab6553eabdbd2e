/** After so many days in the trash something is deleted for good. */
export const TRASH_DAYS = 30
