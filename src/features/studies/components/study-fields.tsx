'use client'
import { DateInput } from '@/components/date-input'
import { Field } from '@/components/field'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { Textarea } from '@/components/textarea'
import { TimeZoneSelect } from '@/components/time-zone-select'
import type { Study } from '@/generated/zenstack/client'
import { dayOfDate } from '@/lib/zoned-day'
import { blindings, blindingText } from '../blinding'
import type { StudyInput } from '../schema'

/** What the fields show for a study, or for a new one in a space of that time zone. */
export function studyInput(study: Study | { timeZone: string }): StudyInput {
  if (!('id' in study)) {
    return {
      title: '',
      summary: '',
      blinding: 'OPEN',
      targetN: '',
      ethicsRef: '',
      registryId: '',
      timeZone: study.timeZone,
      startsOn: '',
      endsOn: '',
    }
  }
  return {
    title: study.title,
    summary: study.summary,
    blinding: study.blinding,
    targetN: study.targetN?.toString() ?? '',
    ethicsRef: study.ethicsRef ?? '',
    registryId: study.registryId ?? '',
    timeZone: study.timeZone,
    startsOn: study.startsOn ? dayOfDate(study.startsOn) : '',
    endsOn: study.endsOn ? dayOfDate(study.endsOn) : '',
  }
}

/** The fields of a study below its title and key. */
export function StudyFields() {
  return (
    <>
      <Field name="summary" label="Summary" help="What the study is about, for the people here.">
        <Textarea rows={3} />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field name="targetN" label="Target" help="How many participants it means to enrol.">
          <Input inputMode="numeric" />
        </Field>
        <Field name="blinding" label="Blinding" required>
          <Select options={blindings.map((value) => ({ value, ...blindingText[value] }))} />
        </Field>
        <Field name="startsOn" label="First day">
          <DateInput />
        </Field>
        <Field name="endsOn" label="Last day">
          <DateInput />
        </Field>
        <Field name="ethicsRef" label="Ethics approval" help="Number or name of the approval.">
          <Input />
        </Field>
        <Field name="registryId" label="Registration" help="For example NCT01234567.">
          <Input />
        </Field>
        <Field
          name="timeZone"
          label="Time zone"
          help="Decides on which day an enrolment falls."
          required
          className="sm:col-span-2"
        >
          <TimeZoneSelect />
        </Field>
      </div>
    </>
  )
}
