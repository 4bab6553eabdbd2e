import { createAccount } from '@/lib/auth/accounts'
import type { SignedIn } from '@/lib/auth/sessions'
import { system } from '@/lib/db/system'
import { unique } from './factories'

export const PASSWORD = 'a long enough password'

/** A user who signs in with PASSWORD. */
export function createPerson(
  email = `${unique('person')}@people.example`,
  name = 'A person',
): Promise<SignedIn> {
  return system.$transaction((tx) => createAccount(tx, email, { name, password: PASSWORD }))
}
