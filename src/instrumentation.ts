/** Next.js calls this once when a server starts, before the first request. */
export async function register(): Promise<void> {
  const { keepDelivering } = await import('@/lib/mail/delivery')
  keepDelivering()
}
