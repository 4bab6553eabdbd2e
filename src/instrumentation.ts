/** Next.js calls this once when a server starts, before the first request. */
export async function register(): Promise<void> {
  // Next.js compiles this file for its edge runtime too; there the branch, and the import, fall away.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { keepClearing } = await import('@/lib/db/kept-answers')
    const { keepDelivering } = await import('@/lib/mail/delivery')
    const { keepRemoving } = await import('@/lib/storage/removal')
    const { keepSending } = await import('@/lib/webhooks/worker')
    keepClearing()
    keepDelivering()
    keepRemoving()
    keepSending()
    // Hot reload would not reach what is offered here.
    if (process.env.NODE_ENV === 'production') {
      const { offerDirectly } = await import('@/lib/api/direct')
      const { handleModelCall } = await import('@/lib/api/model-rpc')
      const { handleRest } = await import('@/lib/rest/handler')
      offerDirectly({ model: handleModelCall, rest: handleRest })
    }
  }
}
