'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { paths } from '@/lib/paths'
import { signInForm } from '../schema'
import { signInWithPassword } from '../session'

/** `next` is where to go afterwards, a path of this site. `email` is filled in when it is known. */
export function SignInForm({ next, email = '' }: { next: string; email?: string }) {
  const form = useForm({
    resolver: zodResolver(signInForm),
    defaultValues: { email, password: '' },
  })

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const result = await signInWithPassword(values.email, values.password)
        if (!result.ok) return result
        window.location.assign(next)
      }}
    >
      <FormError />
      <Field name="email" label="E-mail" required>
        <Input type="email" autoComplete="username" inputMode="email" />
      </Field>
      <Field name="password" label="Password" required>
        <Input type="password" autoComplete="current-password" />
      </Field>
      <SubmitButton size="lg">Sign in</SubmitButton>
      <p className="text-center">
        <Link href={paths.forgottenPassword} className="text-accent-ink underline">
          Forgotten password
        </Link>
      </p>
    </Form>
  )
}
