const HEADERS = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'cache-control': 'private, no-store',
  // Proxies that collect an answer before passing it on would hide the progress.
  'x-accel-buffering': 'no',
}

/**
 * An answer of one JSON object per line, sent as `work` makes them. The signal is aborted when the
 * reader goes away. `work` does not throw: what goes wrong is a line too.
 */
export function answerInLines<Line>(
  request: Request,
  work: (send: (line: Line) => void, signal: AbortSignal) => Promise<void>,
): Response {
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, request.signal])
  const text = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (line: Line) => {
        if (!signal.aborted) controller.enqueue(text.encode(`${JSON.stringify(line)}\n`))
      }
      // Not awaited: a stream is not read before start() returns.
      work(send, signal).finally(() => {
        if (!signal.aborted) controller.close()
      })
    },
    cancel: () => gone.abort(),
  })
  return new Response(body, { headers: HEADERS })
}
