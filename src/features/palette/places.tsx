import {
  FlaskConical,
  FolderOpen,
  History,
  House,
  KeyRound,
  LayoutGrid,
  Plus,
  Settings,
  ShieldCheck,
  Table2,
  Upload,
  UserPlus,
  UserRound,
  UsersRound,
} from 'lucide-react'
import type { CommandGroup } from '@/components/command-list'
import { rolesToInvite } from '@/features/members/member-rights'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { readableModels } from '@/lib/studio/models'

/** Where somebody is and as what. */
export type PaletteScope = {
  slug: string
  role: Role
  /** Key of the study whose pages are open. */
  studyKey?: string
}

/** Pages that can be reached from anywhere in a space, as far as the role goes. */
export function pagesGroup({ slug, role }: PaletteScope): CommandGroup {
  return {
    heading: 'Pages',
    items: [
      { id: 'home', label: 'Home', icon: <House />, href: paths.space(slug) },
      { id: 'studies', label: 'Studies', icon: <FlaskConical />, href: paths.studies(slug) },
      {
        id: 'files',
        label: 'Files',
        keywords: ['documents', 'folders', 'upload'],
        icon: <FolderOpen />,
        href: paths.files(slug),
      },
      { id: 'members', label: 'Members', icon: <UsersRound />, href: paths.members(slug) },
      { id: 'data', label: 'Data', icon: <Table2 />, href: paths.data(slug) },
      ...readableModels(role).map(({ address, plural }) => ({
        id: `data-${address}`,
        label: `Data: ${plural}`,
        icon: <Table2 />,
        href: paths.records(slug, address),
      })),
      {
        id: 'roles',
        label: 'What each role may do',
        keywords: ['rights', 'permissions'],
        icon: <ShieldCheck />,
        href: paths.roles(slug),
      },
      ...(canRole(role, 'AuditEvent', 'read')
        ? [
            {
              id: 'audit',
              label: 'Audit trail',
              keywords: ['history', 'log'],
              icon: <History />,
              href: paths.audit(slug),
            },
          ]
        : []),
      ...(canRole(role, 'Space', 'update')
        ? [{ id: 'settings', label: 'Settings', icon: <Settings />, href: paths.settings(slug) }]
        : []),
      ...(canRole(role, 'ApiKey', 'read')
        ? [
            {
              id: 'api-keys',
              label: 'API keys',
              keywords: ['integration', 'token', 'REST'],
              icon: <KeyRound />,
              href: paths.apiKeys(slug),
            },
          ]
        : []),
      { id: 'spaces', label: 'All your spaces', icon: <LayoutGrid />, href: paths.spaces },
      {
        id: 'account',
        label: 'Account',
        keywords: ['password', 'name'],
        icon: <UserRound />,
        href: paths.account,
      },
    ],
  }
}

/** What one may do from here. */
export function actionsGroup({ slug, role, studyKey }: PaletteScope): CommandGroup {
  const inStudy = studyKey !== undefined && canRole(role, 'Participant', 'create')
  return {
    heading: 'Actions',
    items: [
      ...(inStudy
        ? [
            {
              id: 'add-participant',
              label: 'Add a participant',
              hint: studyKey,
              icon: <Plus />,
              href: paths.newParticipant(slug, studyKey),
            },
            {
              id: 'import-participants',
              label: 'Import participants',
              hint: studyKey,
              keywords: ['csv', 'file'],
              icon: <Upload />,
              href: paths.importParticipants(slug, studyKey),
            },
          ]
        : []),
      ...(canRole(role, 'Study', 'create')
        ? [{ id: 'new-study', label: 'New study', icon: <Plus />, href: paths.newStudy(slug) }]
        : []),
      ...(rolesToInvite(role).length > 0
        ? [
            {
              id: 'invite',
              label: 'Invite somebody',
              icon: <UserPlus />,
              href: paths.inviteMember(slug),
            },
          ]
        : []),
      { id: 'new-space', label: 'New space', icon: <Plus />, href: paths.newSpace },
    ],
  }
}
