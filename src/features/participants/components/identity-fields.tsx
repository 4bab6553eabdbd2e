'use client'
import { DateInput } from '@/components/date-input'
import { Field } from '@/components/field'
import { Input } from '@/components/input'
import { Textarea } from '@/components/textarea'

/** The fields of an identity; `prefix` is where they stand in the form: "identity." */
export function IdentityFields({ prefix = '' }: { prefix?: string }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field name={`${prefix}givenName`} label="Given name">
        <Input autoComplete="off" />
      </Field>
      <Field name={`${prefix}familyName`} label="Family name">
        <Input autoComplete="off" />
      </Field>
      <Field name={`${prefix}email`} label="E-mail">
        <Input type="email" inputMode="email" dir="ltr" autoComplete="off" />
      </Field>
      <Field name={`${prefix}phone`} label="Phone">
        <Input type="tel" dir="ltr" autoComplete="off" />
      </Field>
      <Field name={`${prefix}birthDate`} label="Date of birth">
        <DateInput autoComplete="off" />
      </Field>
      <Field name={`${prefix}address`} label="Address" className="sm:col-span-2">
        <Textarea rows={2} autoComplete="off" />
      </Field>
    </div>
  )
}
