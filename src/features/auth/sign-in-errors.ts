const SENTENCES: Record<string, string> = {
  'oidc-email':
    'The provider did not confirm an e-mail address of yours, and without one there can be no account here. Confirm it there, or sign in with a password.',
  'oidc-deactivated': 'This account is deactivated and cannot be used.',
  'oidc-again': 'That did not work because it happened twice at once. Please try again.',
  OAuthCallback: 'The provider did not let you in. Please try again.',
}

/** What to tell somebody whom next-auth sent back; `code` comes from the address and may be anything. */
export function signInError(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  return SENTENCES[code] ?? 'Signing in did not work. Please try again.'
}
