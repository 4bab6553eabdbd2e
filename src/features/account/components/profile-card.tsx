'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Card } from '@/components/card'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { toast } from '@/components/toast'
import { saveName } from '../actions'
import { profileForm } from '../schema'

export function ProfileCard({ name, email }: { name: string; email: string }) {
  const form = useForm({ resolver: zodResolver(profileForm), values: { name } })
  return (
    <Card title="Profile" description="What the people of your spaces see of you.">
      <Form
        form={form}
        className="max-w-md"
        onSubmit={async (values) => {
          const result = await saveName(values)
          if (result.ok) toast.success('Your name is saved.')
          return result
        }}
      >
        <FormError />
        <Field name="name" label="Name" required>
          <Input autoComplete="name" />
        </Field>
        <p>
          <span className="text-ink-muted">E-mail: </span>
          <span dir="auto">{email}</span>
        </p>
        <div>
          <SubmitButton>Save</SubmitButton>
        </div>
      </Form>
    </Card>
  )
}
