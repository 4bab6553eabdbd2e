import { type KeyPass, passOfKey } from '@/lib/auth/api-keys'
import { makeKey, type ShownSecret } from '@/lib/auth/manage-api-keys'
import type { NewApiKey } from '@/lib/auth/new-api-key'
import type { SignedIn } from '@/lib/auth/sessions'
import { problemOf } from '@/lib/errors/problem'

/** A key as tests make it: for reading and writing, from anywhere, without an end. */
export const plainKey: NewApiKey = {
  name: 'Nightly export',
  role: 'COORDINATOR',
  readOnly: false,
  networks: [],
  days: null,
}

type Maker = { space: { slug: string }; user: { id: string } }

export const signedIn = ({ id }: { id: string }): SignedIn => ({
  id,
  name: 'A person',
  email: 'person@people.example',
})

/** Makes a key that is expected to be allowed. */
export async function makeTestKey(
  { space, user }: Maker,
  given: Partial<NewApiKey> = {},
): Promise<ShownSecret> {
  const made = await makeKey(signedIn(user), space.slug, { ...plainKey, ...given })
  if (!made.ok) throw new Error(made.reason)
  return made
}

/** A request with a secret, as the server hands it to handlers. */
export function requestWith(secret: string | null, address = '203.0.113.5'): Request {
  const headers = new Headers({ 'x-forwarded-for': address })
  if (secret !== null) headers.set('authorization', `Bearer ${secret}`)
  return new Request('http://localhost:3000/api/rest/study', { headers })
}

/** The pass of a request, or the status that it is refused with and why. */
export async function tryKey(
  request: Request,
): Promise<KeyPass | { status: number; message: string }> {
  try {
    return await passOfKey(request)
  } catch (error) {
    const { status, message } = problemOf(error)
    return { status, message }
  }
}
