'use client'
import { Checkbox } from '@/components/checkbox'
import { Combobox } from '@/components/combobox'
import { CheckField, Field } from '@/components/field'
import { Select } from '@/components/select'
import { type ArmViewer, armName } from '@/features/studies/components/arm-label'
import type { Arm } from '@/generated/zenstack/client'
import { languageName, languageOptions } from '@/lib/languages'
import { NONE } from '../schema'
import { BaselineFields } from './baseline-fields'

type ParticipantFieldsProps = {
  arms: Arm[]
  viewer: ArmViewer
  /** Languages of the space, offered first. */
  locales: string[]
  /** Names of baseline attributes that other participants have. */
  attributes: string[]
}

/** The fields of a participant below the code. */
export function ParticipantFields({ arms, viewer, locales, attributes }: ParticipantFieldsProps) {
  const armOptions = arms.map((arm) => ({ value: arm.id, label: armName(arm, viewer) }))
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        {arms.length > 0 && (
          <Field name="armId" label="Arm">
            <Select options={[{ value: NONE, label: 'In no arm' }, ...armOptions]} />
          </Field>
        )}
        <Field name="locale" label="Language">
          <Combobox options={languages(locales)} searchPlaceholder="Search languages" />
        </Field>
      </div>
      <CheckField
        name="isTest"
        label="Test participant"
        help="For trying things out. Counts nowhere: not in totals, charts or results."
      >
        <Checkbox />
      </CheckField>
      <BaselineFields attributes={attributes} />
    </>
  )
}

function languages(ofSpace: string[]) {
  const first = ofSpace.map((tag) => ({ value: tag, label: languageName(tag), description: tag }))
  const others = languageOptions().filter(({ value }) => !ofSpace.includes(value))
  return [{ value: NONE, label: 'Not known' }, ...first, ...others]
}
