'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { fileName, folderName } from '../schema'

type NameFormProps = {
  kind: 'folder' | 'file'
  name?: string
  submit: string
  onSave: (name: string) => Promise<void>
}

/** The name of a folder or file, inside a dialog. */
export function NameForm({ kind, name = '', submit, onSave }: NameFormProps) {
  const schema = kind === 'folder' ? folderName : fileName
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name } })
  return (
    <Form form={form} onSubmit={(values) => onSave(values.name)}>
      <FormError />
      <Field name="name" label="Name" required>
        <Input autoComplete="off" dir="auto" />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>{submit}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
