const PARENT_CHECK_MS = 500

/**
 * Aborts when somebody asks this process to stop: Ctrl-C, SIGTERM, a closed terminal. One Ctrl-C may
 * arrive twice, from the terminal and from npm, so later ones change nothing; stopping is bounded.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort())
  }
  if (process.env.npm_lifecycle_event) abortWithoutParent(controller)
  return controller.signal
}

/** npm runs scripts in a shell and sends it SIGTERM, which ends the shell and does not reach us. */
function abortWithoutParent(controller: AbortController): void {
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    controller.abort()
  }, PARENT_CHECK_MS)
  timer.unref()
}

/** Resolves when `stop` is aborted. */
export function stopped(stop: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve(undefined)
    else stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
