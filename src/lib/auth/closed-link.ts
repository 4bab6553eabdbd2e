import type { TokenState } from './email-tokens'

/** Why a link from a mail leads nowhere, and what to do. */
export function explainClosedLink(state: Exclude<TokenState['state'], 'live'>): string {
  switch (state) {
    case 'used':
      return 'This link was used already. Sign in, or ask for a new link.'
    case 'expired':
      return 'This link has expired. Ask for a new one.'
    case 'unknown':
      return 'This link does not work. Perhaps a newer mail replaced it, or the address was cut off: open the link of the newest mail.'
  }
}
