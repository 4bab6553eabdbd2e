import { vi } from 'vitest'

/**
 * First setup file: every test file evaluates our modules anew, with an environment and a database of
 * its own. Packages stay loaded from one file to the next, for which `isolate: false` is there: in a
 * process of its own each file would compile Prisma's WebAssembly and evaluate a thousand schemas
 * again, which is two fifths of the processor time.
 */
vi.resetModules()
