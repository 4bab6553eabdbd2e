/** The request header that names the active space of a call by its slug. */
export const SPACE_HEADER = 'x-space'
