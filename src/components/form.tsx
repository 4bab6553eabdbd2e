'use client'
import { CircleAlert } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import {
  type FieldPath,
  type FieldValues,
  FormProvider,
  get,
  type UseFormReturn,
  useFormContext,
  useFormState,
} from 'react-hook-form'
import { errorInfo } from '@/lib/error-info'
import { Button, type ButtonProps } from './button'
import { cn } from './cn'

/** What a server action answers; `reason` is a sentence for people. */
export type SubmitResult = { ok: boolean; reason?: string; fields?: Record<string, string> }

export type FormProps<Input extends FieldValues, Output> = {
  /** From `useForm`, with a resolver and `defaultValues` for every field. */
  form: UseFormReturn<Input, unknown, Output>
  /**
   * Called with the validated values. What it throws, and an `{ ok: false }` it returns, is shown
   * at the fields it names and in `FormError`.
   */
  onSubmit: (values: Output) => Promise<SubmitResult | undefined> | Promise<void> | void
  children: ReactNode
  className?: string
  id?: string
}

/** A form of react-hook-form. An invalid submit moves the focus to the first field at fault. */
export function Form<Input extends FieldValues, Output>({
  form,
  onSubmit,
  children,
  className,
  id,
}: FormProps<Input, Output>) {
  const submit = form.handleSubmit(async (values) => {
    try {
      const result = await onSubmit(values)
      if (result?.ok === false) applyServerErrors(form, result.fields, result.reason)
    } catch (error) {
      // redirect() of a server action arrives as an exception that belongs to Next.js.
      unstable_rethrow(error)
      const info = errorInfo(error)
      applyServerErrors(form, info.fields, info.message)
    }
  })

  return (
    <FormProvider {...form}>
      <form id={id} onSubmit={submit} noValidate className={cn('grid gap-5', className)}>
        {children}
      </form>
    </FormProvider>
  )
}

/**
 * Shows errors of the server at their fields and focuses the first. `message` goes to `FormError`
 * when it has no field of this form to stand at.
 */
export function applyServerErrors<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  fields: Record<string, string> = {},
  message?: string,
): void {
  const values = form.getValues()
  const known = Object.keys(fields).filter((name) => get(values, name) !== undefined)
  for (const [index, name] of known.entries()) {
    form.setError(
      name as FieldPath<Input>,
      { type: 'server', message: fields[name] },
      { shouldFocus: index === 0 },
    )
  }
  const homeless = Object.keys(fields).find((name) => !known.includes(name))
  if (known.length === 0 || homeless) {
    form.setError('root.server', { message: message ?? (homeless && fields[homeless]) })
  }
}

/** The message that concerns the form as a whole. Place it where it is seen: above the fields. */
export function FormError({ className }: { className?: string }) {
  const { errors } = useFormState()
  const message = errors.root?.server?.message
  return (
    <div role="alert" className={cn('empty:hidden', className)}>
      {message && (
        <p className="flex gap-2 rounded-md bg-danger-soft px-3 py-2.5 text-danger-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {message}
        </p>
      )}
    </div>
  )
}

/** Submits the surrounding form and shows that it is under way. */
export function SubmitButton(props: Omit<ButtonProps, 'type' | 'pending'>) {
  const { isSubmitting } = useFormContext().formState
  return <Button variant="primary" {...props} type="submit" pending={isSubmitting} />
}
