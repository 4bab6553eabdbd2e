'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Card } from '@/components/card'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { toast } from '@/components/toast'
import { passwordChange } from '@/lib/auth/password-change'
import { PASSWORD_LENGTH } from '@/lib/auth/password-rule'
import { changePassword } from '../actions'

export function PasswordCard({ email }: { email: string }) {
  const form = useForm({
    resolver: zodResolver(passwordChange),
    defaultValues: { current: '', password: '' },
  })
  return (
    <Card title="Password" description="A new password signs you out everywhere else.">
      <Form
        form={form}
        className="max-w-md"
        onSubmit={async (values) => {
          const result = await changePassword(values)
          if (result.ok) {
            form.reset()
            toast.success('Your password is changed.')
          }
          return result
        }}
      >
        <FormError />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field name="current" label="Present password" required>
          <Input type="password" autoComplete="current-password" />
        </Field>
        <Field
          name="password"
          label="New password"
          help={`At least ${PASSWORD_LENGTH.min} characters.`}
          required
        >
          <Input type="password" autoComplete="new-password" />
        </Field>
        <div>
          <SubmitButton>Change password</SubmitButton>
        </div>
      </Form>
    </Card>
  )
}
