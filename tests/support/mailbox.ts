import { system } from '@/lib/db/system'

/** The newest mail to an address, as it waits in the outbox. */
export async function newestMailTo(to: string) {
  return system.outboxMessage.findFirstOrThrow({ where: { to }, orderBy: { id: 'desc' } })
}

/** The secret of the link in the newest mail to an address. */
export async function newestLinkTo(to: string): Promise<string> {
  return secretIn((await newestMailTo(to)).text)
}

/** The secret of the link in a mail: the last part of its address. */
export function secretIn(text: string): string {
  const [, secret] = /https?:\/\/\S+\/([\w-]{43})(?=\s|$)/.exec(text) ?? []
  if (!secret) throw new Error(`There is no link with a secret in: ${text}`)
  return secret
}
