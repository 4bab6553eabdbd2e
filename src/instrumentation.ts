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
  }
}
