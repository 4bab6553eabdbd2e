import type { Door } from './reply'

/**
 * The doors that are asked before Next.js, because its way to a route handler costs more than most of
 * the work behind it (docs/performance.md). They are bundled with the application, so it is the
 * application that offers them (src/instrumentation.ts), to the server that it runs in
 * (scripts/http-server.ts). The same handlers stand in `src/app/api` for `npm run dev`.
 */

// The application and the server that asks are two bundles.
const kept = globalThis as typeof globalThis & { studyspaceDoors?: ReadonlyMap<string, Door> }

/** @param doors by the part of the address that follows `/api/`. */
export function offerDirectly(doors: Record<string, Door>): void {
  kept.studyspaceDoors = new Map(Object.entries(doors))
}

/** What was offered for an address: by its part after `/api/`, where more follows. */
export function offeredDoor(url = ''): Door | undefined {
  return kept.studyspaceDoors?.get(/^\/api\/([a-z]+)\//.exec(url)?.[1] ?? '')
}
