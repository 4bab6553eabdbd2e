import type { Role } from '@/lib/auth/access'
import type { Blinding } from '../blinding'

type NamedArm = { title: string; maskedLabel: string }

/** Who looks, and at a study of which kind. */
export type ArmViewer = { role: Role; blinding: Blinding }

/** Whether somebody may know which treatment an arm is; owners and admins run the study and may. */
export function seesTreatment(arm: NamedArm, { role, blinding }: ArmViewer): boolean {
  return blinding === 'OPEN' || role === 'OWNER' || role === 'ADMIN' || arm.maskedLabel === ''
}

/** An arm's name for menus and other plain text. `ArmLabel` and this are the only places that show one. */
export function armName(arm: NamedArm, viewer: ArmViewer): string {
  return seesTreatment(arm, viewer) ? arm.title : arm.maskedLabel
}

export type ArmLabelProps = ArmViewer & {
  /** Undefined for somebody who is in no arm. */
  arm: NamedArm | undefined
}

/** The name of an arm as the reader may know it: its title, or the masked label that hides it. */
export function ArmLabel({ arm, ...viewer }: ArmLabelProps) {
  if (!arm) return <span className="text-ink-muted">—</span>
  return <span dir="auto">{armName(arm, viewer)}</span>
}
