'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { PASSWORD_LENGTH } from '@/lib/auth/password-rule'
import { paths } from '@/lib/paths'
import { resetPassword } from '../actions'
import { resetPasswordForm } from '../schema'
import { signInWithPassword } from '../session'

export function ResetPasswordForm({ email, secret }: { email: string; secret: string }) {
  const form = useForm({
    resolver: zodResolver(resetPasswordForm),
    defaultValues: { password: '' },
  })

  return (
    <Form
      form={form}
      onSubmit={async ({ password }) => {
        const result = await resetPassword(password, secret)
        if (!result.ok) return result
        await signInWithPassword(email, password)
        window.location.assign(paths.home)
      }}
    >
      <FormError />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        name="password"
        label="New password"
        help={`At least ${PASSWORD_LENGTH.min} characters. You will be signed out everywhere else.`}
        required
      >
        <Input type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg">Save password</SubmitButton>
    </Form>
  )
}
