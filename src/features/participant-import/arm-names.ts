import { type ArmViewer, seesTreatment } from '../studies/components/arm-label'

/** An arm by the names that the importing person may know: shown by the first, found by each. */
export type ArmNames = { id: string; names: string[] }

type Arm = { id: string; key: string; title: string; maskedLabel: string }

/** To whom an arm is masked, its key and title would tell the treatment as well. */
export function armNames(arms: Arm[], viewer: ArmViewer): ArmNames[] {
  return arms.map((arm) => ({
    id: arm.id,
    names: seesTreatment(arm, viewer) ? [arm.title, arm.key] : [arm.maskedLabel],
  }))
}
