import { toast as sonner } from 'sonner'
import { errorInfo } from '@/lib/error-info'

/** Short messages at the edge of the screen. What a person must act on belongs on the page. */
export const toast = {
  /** Something worked: "Invitation sent to Ada". With an action, such as "Undo", it stays longer. */
  success(message: string, description?: string, action?: { label: string; onClick: () => void }) {
    sonner.success(message, { description, action, ...(action && { duration: 10_000 }) })
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
