/** Every address of the interface, so that a moved page is moved once. */

const space = (slug: string) => `/spaces/${encodeURIComponent(slug)}`
const study = (slug: string, key: string) => `${space(slug)}/studies/${encodeURIComponent(key)}`

const records = (slug: string, model: string, query = '') =>
  `${space(slug)}/data/${model}${query && `?${query}`}`

export const paths = {
  home: '/',
  signIn: '/sign-in',
  signUp: '/sign-up',
  finishSignUp: (token: string) => `/sign-up/${encodeURIComponent(token)}`,
  invitation: (token: string) => `/invitation/${encodeURIComponent(token)}`,
  forgottenPassword: '/forgotten-password',
  resetPassword: (token: string) => `/reset-password/${encodeURIComponent(token)}`,
  account: '/account',
  devMail: '/dev/mail',
  apiDocs: '/docs/api',
  openApi: '/api/openapi.json',
  spaces: '/spaces',
  newSpace: '/spaces/new',
  space,
  members: (slug: string) => `${space(slug)}/members`,
  inviteMember: (slug: string) => `${space(slug)}/members?invite`,
  roles: (slug: string) => `${space(slug)}/members/roles`,
  /** @param query filters of the list, as its address has them. */
  audit: (slug: string, query = '') => `${space(slug)}/audit${query && `?${query}`}`,
  auditExport: (slug: string, query = '') =>
    `/api/export/audit?space=${encodeURIComponent(slug)}${query && `&${query}`}`,
  data: (slug: string) => `${space(slug)}/data`,
  /** @param query what the grid shows, as its address has it. */
  records,
  newRecord: (slug: string, model: string, query = '') =>
    `${records(slug, model)}/new${query && `?${query}`}`,
  importRecords: (slug: string, model: string) => `${records(slug, model)}/import`,
  /** @param query what the grid shows, as its address has it. */
  exportRecords: (slug: string, model: string, format: 'csv' | 'json', query = '') =>
    `/api/data/export?${new URLSearchParams({ space: slug, model, format })}${query && `&${query}`}`,
  record: (slug: string, model: string, id: string) =>
    `${records(slug, model)}/${encodeURIComponent(id)}`,
  files: (slug: string) => `${space(slug)}/files`,
  folder: (slug: string, id: string) => `${space(slug)}/files/folder/${encodeURIComponent(id)}`,
  trash: (slug: string) => `${space(slug)}/files/trash`,
  /** Asks for the content of a file and leads to a link that works for a minute. */
  fileContent: (slug: string, id: string, as: 'inline' | 'attachment') =>
    `/api/files/${encodeURIComponent(id)}?space=${encodeURIComponent(slug)}&as=${as}`,
  settings: (slug: string) => `${space(slug)}/settings`,
  apiKeys: (slug: string) => `${space(slug)}/settings/keys`,
  webhooks: (slug: string) => `${space(slug)}/settings/webhooks`,
  webhook: (slug: string, id: string) =>
    `${space(slug)}/settings/webhooks/${encodeURIComponent(id)}`,
  studies: (slug: string) => `${space(slug)}/studies`,
  newStudy: (slug: string) => `${space(slug)}/studies/new`,
  study,
  studySettings: (slug: string, key: string) => `${study(slug, key)}/settings`,
  arms: (slug: string, key: string) => `${study(slug, key)}/arms`,
  participants: (slug: string, key: string) => `${study(slug, key)}/participants`,
  newParticipant: (slug: string, key: string) => `${study(slug, key)}/participants/new`,
  importParticipants: (slug: string, key: string) => `${study(slug, key)}/participants/import`,
  participant: (slug: string, key: string, code: string) =>
    `${study(slug, key)}/participants/code/${encodeURIComponent(code)}`,
}
