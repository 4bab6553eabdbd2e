import type { Role } from '@/lib/auth/access'

/** The roles as people read them. What exactly they may do is in access-table.ts. */
export const roleText: Record<Role, { name: string; description: string }> = {
  OWNER: {
    name: 'Owner',
    description: 'Everything, including settings, everybody’s role and deleting the space.',
  },
  ADMIN: {
    name: 'Admin',
    description: 'Everything in studies. Invites and removes coordinators and viewers.',
  },
  COORDINATOR: {
    name: 'Coordinator',
    description: 'Runs studies: adds participants, edits them and sees who they are.',
  },
  VIEWER: {
    name: 'Viewer',
    description: 'Reads studies and participants by code, never who they are.',
  },
}

/** The choice of roles in a form. */
export const roleOptions = (among: readonly Role[]) =>
  among.map((role) => ({
    value: role,
    label: roleText[role].name,
    description: roleText[role].description,
  }))
