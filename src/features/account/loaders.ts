import { hasPassword } from '@/lib/auth/accounts'
import { requireUser } from '@/lib/auth/current-user'
import { countSessions, type SignedIn } from '@/lib/auth/sessions'

export type Account = {
  user: SignedIn
  /** Live sessions, this one included. */
  sessions: number
  hasPassword: boolean
}

/** What the account page shows of the signed-in user. */
export async function loadAccount(): Promise<Account> {
  const user = await requireUser()
  const [sessions, known] = await Promise.all([countSessions(user.id), hasPassword(user.id)])
  return { user, sessions, hasPassword: known }
}
