'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { requestPasswordReset } from '../actions'
import { forgottenPasswordForm } from '../schema'
import { CheckYourMail } from './check-your-mail'

export function ForgottenPasswordForm({ devMail }: { devMail: boolean }) {
  const [writtenTo, setWrittenTo] = useState<string>()
  const form = useForm({
    resolver: zodResolver(forgottenPasswordForm),
    defaultValues: { email: '' },
  })
  if (writtenTo) return <CheckYourMail email={writtenTo} devMail={devMail} />

  return (
    <Form
      form={form}
      onSubmit={async ({ email }) => {
        const result = await requestPasswordReset(email)
        if (result.ok) setWrittenTo(email)
        return result
      }}
    >
      <FormError />
      <Field name="email" label="E-mail" required>
        <Input type="email" autoComplete="username" inputMode="email" />
      </Field>
      <SubmitButton size="lg">Send me a link</SubmitButton>
    </Form>
  )
}
