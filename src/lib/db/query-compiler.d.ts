/** Prisma's compiler of queries, as far as plan-cache.ts uses it; the package has no types for it. */
declare module '@prisma/client/runtime/query_compiler_bg.postgresql.mjs' {
  export class QueryCompiler {
    constructor(options: { datamodel: string; provider: string; connectionInfo: object })
    /** @param request a query of Prisma's JSON protocol. */
    compile(request: string): object
    free(): void
  }
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void
}

declare module '@prisma/client/runtime/query_compiler_bg.postgresql.wasm-base64.mjs' {
  export const wasm: string
}
