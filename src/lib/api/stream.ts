import { explain } from './respond'

/**
 * Sends texts as they are asked for, so that a slow reader keeps one batch waiting and no more. What
 * goes wrong on the way breaks the download off: half a file must not look like a whole one.
 */
export function streamOf(
  texts: AsyncGenerator<string>,
  requestId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await texts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        controller.error(new Error(explain(error, requestId).message))
      }
    },
    cancel: async () => {
      await texts.return(undefined)
    },
  })
}
