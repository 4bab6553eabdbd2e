'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { type NewAccount, newAccount } from '@/lib/auth/new-account'
import type { Outcome } from '@/lib/auth/outcome'
import { PASSWORD_LENGTH } from '@/lib/auth/password-rule'
import { signInWithPassword } from '../session'

/** Makes an account with `create`, signs in with it, and goes to `next`. */
export function NewAccountForm({
  name = '',
  email,
  submitLabel,
  next,
  create,
}: {
  name?: string
  /** Proven by the link that led here; shown, and for the browser's password store. */
  email: string
  submitLabel: string
  next: string
  create: (account: NewAccount) => Promise<Outcome>
}) {
  const form = useForm({
    resolver: zodResolver(newAccount),
    defaultValues: { name, password: '' },
  })

  return (
    <Form
      form={form}
      onSubmit={async (account) => {
        const result = await create(account)
        if (!result.ok) return result
        await signInWithPassword(email, account.password)
        window.location.assign(next)
      }}
    >
      <FormError />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field name="name" label="Your name" required>
        <Input autoComplete="name" />
      </Field>
      <Field
        name="password"
        label="Password"
        help={`At least ${PASSWORD_LENGTH.min} characters. A few words are good.`}
        required
      >
        <Input type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg">{submitLabel}</SubmitButton>
    </Form>
  )
}
