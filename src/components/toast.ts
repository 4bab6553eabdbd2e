import { toast as sonner } from 'sonner'
import { errorInfo } from '@/lib/error-info'

/** Short messages at the edge of the screen. What a person must act on belongs on the page. */
export const toast = {
  /** Something worked: "Invitation sent to Ada". */
  success(message: string, description?: string) {
    sonner.success(message, { description })
  },
  /** Something failed; `error` is whatever was thrown. Stays longer, to be read. */
  failure(error: unknown) {
    const { message, requestId } = errorInfo(error)
    sonner.error(message, {
      description: requestId && `Reference ${requestId}`,
      duration: 10_000,
    })
  },
}
