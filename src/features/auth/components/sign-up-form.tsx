'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { signUpRequest } from '@/lib/auth/new-account'
import { requestSignUp } from '../actions'
import { CheckYourMail } from './check-your-mail'

export function SignUpForm({ devMail }: { devMail: boolean }) {
  const [writtenTo, setWrittenTo] = useState<string>()
  const form = useForm({
    resolver: zodResolver(signUpRequest),
    defaultValues: { name: '', email: '' },
  })
  if (writtenTo) return <CheckYourMail email={writtenTo} devMail={devMail} />

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const result = await requestSignUp(values)
        if (result.ok) setWrittenTo(values.email)
        return result
      }}
    >
      <FormError />
      <Field name="name" label="Your name" required>
        <Input autoComplete="name" />
      </Field>
      <Field
        name="email"
        label="E-mail"
        help="You will get a link to choose your password with."
        required
      >
        <Input type="email" autoComplete="email" inputMode="email" />
      </Field>
      <SubmitButton size="lg">Sign up</SubmitButton>
    </Form>
  )
}
