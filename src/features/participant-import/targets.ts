/** Where a column of the file can go. */

export const participantTargets = [
  'code',
  'status',
  'arm',
  'enrolledAt',
  'locale',
  'timeZone',
  'isTest',
] as const
export const identityTargets = [
  'givenName',
  'familyName',
  'fullName',
  'email',
  'phone',
  'address',
  'birthDate',
] as const

export type ParticipantTarget = (typeof participantTargets)[number]
export type IdentityTarget = (typeof identityTargets)[number]
/** A field of the schema, part of the baseline attributes, or nowhere. */
export type TargetName = ParticipantTarget | IdentityTarget | 'baseline' | 'none'

export const targetLabels: Record<TargetName, string> = {
  code: 'Code',
  status: 'Status',
  arm: 'Arm',
  enrolledAt: 'Enrolled on',
  locale: 'Language',
  timeZone: 'Time zone',
  isTest: 'Test participant',
  givenName: 'Given name',
  familyName: 'Family name',
  fullName: 'Full name',
  email: 'E-mail',
  phone: 'Phone',
  address: 'Address',
  birthDate: 'Date of birth',
  baseline: 'Baseline attribute',
  none: 'Not imported',
}

export const isIdentity = (target: TargetName): target is IdentityTarget =>
  (identityTargets as readonly string[]).includes(target)
