import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_LENGTH } from './password-rule'

/** argon2id with the parameters that OWASP's password storage cheat sheet puts first. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hash of a random text that nobody kept, with the same cost. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Fn3WUNgx0bFUgfIbCIG7gQ$YrrLiWF3G62lKSqu+gRWsQcpcxmRD+m++YnfEgVQphs'

/** @param password as `newPassword` (password-rule.ts) returned it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

/** Compares; takes the same time when there is no hash to compare with. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const typed = password.normalize('NFKC').slice(0, PASSWORD_LENGTH.max + 1)
  const matches = await verify(passwordHash ?? NOBODYS_HASH, typed)
  return Boolean(passwordHash) && matches
}
