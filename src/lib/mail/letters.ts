import { paths } from '@/lib/paths'
import { type Mail, writeLetter } from './letter'

/** Every mail that Studyspace sends. `secret` is that of the mail's link (auth/email-tokens.ts). */

const NOT_YOU = 'If this was not you, you need not do anything.'

export function signUpLetter(to: string, secret: string): Mail {
  return writeLetter({
    to,
    subject: 'Finish your sign-up',
    // No name in here: whoever types somebody else's address must not get to write to them.
    paragraphs: ['You asked for a Studyspace account with this e-mail address.'],
    link: { label: 'Choose a password', path: paths.finishSignUp(secret) },
    closing: ['The link works once, for 24 hours.', NOT_YOU],
  })
}

export function accountExistsLetter(to: string): Mail {
  return writeLetter({
    to,
    subject: 'You already have an account',
    paragraphs: [
      'Somebody, probably you, asked for a Studyspace account with this e-mail address. There is one already, so nothing was changed.',
      'If you do not know its password, choose "Forgotten password" on the sign-in page.',
    ],
    link: { label: 'Sign in', path: paths.signIn },
    closing: [NOT_YOU],
  })
}

export function passwordResetLetter(to: string, secret: string): Mail {
  return writeLetter({
    to,
    subject: 'Choose a new password',
    paragraphs: ['You asked for a new password for your Studyspace account.'],
    link: { label: 'Choose a new password', path: paths.resetPassword(secret) },
    closing: ['The link works once, for one hour.', `${NOT_YOU} Your password stays as it is.`],
  })
}

export function noAccountLetter(to: string): Mail {
  return writeLetter({
    to,
    subject: 'No account with this e-mail address',
    paragraphs: [
      'Somebody, probably you, asked for a new Studyspace password for this e-mail address. No active account uses it. Perhaps you signed up with another address.',
    ],
    link: { label: 'Sign in', path: paths.signIn },
    closing: [NOT_YOU],
  })
}

export function passwordChangedLetter(to: string): Mail {
  return writeLetter({
    to,
    subject: 'Your password was changed',
    paragraphs: ['The password of your Studyspace account was just changed.'],
    link: { label: 'It was not me: choose a new password', path: paths.forgottenPassword },
  })
}

export function invitationLetter(
  to: string,
  secret: string,
  { inviter, space, role }: { inviter: string; space: string; role: string },
): Mail {
  return writeLetter({
    to,
    subject: `Invitation to ${space}`,
    paragraphs: [
      `${inviter} invites you to work in the space "${space}" on Studyspace, as ${role.toLowerCase()}.`,
    ],
    link: { label: 'See the invitation', path: paths.invitation(secret) },
    closing: ['The link works once, for 7 days.', 'If you do not expect this, ignore this mail.'],
  })
}
