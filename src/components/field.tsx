'use client'
import { CircleAlert } from 'lucide-react'
import { Label, Slot } from 'radix-ui'
import { type ReactElement, type ReactNode, useId } from 'react'
import { useController } from 'react-hook-form'
import { cn } from './cn'

export type FieldProps = {
  /** Path of the value in the form. */
  name: string
  label: string
  /** What to enter, in plain words; read out with the field. */
  help?: ReactNode
  /** Fields that are not required are marked "optional". The schema decides, this only tells. */
  required?: boolean
  /**
   * The control: any of the kit, or whatever takes id, name, value, onChange, onBlur, ref and
   * aria-*. A value that is missing reaches it as ''.
   */
  children: ReactElement
  className?: string
}

/** A labelled control with help and error, wired to the surrounding `Form`. */
export function Field({ name, label, help, required = false, children, className }: FieldProps) {
  const { field, error, aria } = useFieldWiring(name, help, required)
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label.Root htmlFor={aria.id} id={`${aria.id}-label`} className="font-medium">
          {label}
        </Label.Root>
        {!required && <span className="text-ink-muted text-xs">optional</span>}
      </div>
      <Slot.Root {...field} {...aria}>
        {children}
      </Slot.Root>
      <FieldNotes id={aria.id} help={help} error={error} />
    </div>
  )
}

/** The same for a `Checkbox` or `Switch`: the label stands beside the control. */
export function CheckField({
  name,
  label,
  help,
  children,
  className,
}: Omit<FieldProps, 'required'>) {
  const { field, error, aria } = useFieldWiring(name, help, false)
  const { value, onChange, ...rest } = field
  return (
    <div
      className={cn(
        'grid grid-cols-[auto_1fr] content-start items-center gap-x-2.5 gap-y-1',
        className,
      )}
    >
      <Slot.Root {...rest} {...aria} {...{ checked: Boolean(value), onCheckedChange: onChange }}>
        {children}
      </Slot.Root>
      <Label.Root htmlFor={aria.id} className="font-medium">
        {label}
      </Label.Root>
      <div className="col-start-2 grid gap-1">
        <FieldNotes id={aria.id} help={help} error={error} />
      </div>
    </div>
  )
}

function useFieldWiring(name: string, help: ReactNode, required: boolean) {
  const id = useId()
  const { field, fieldState } = useController({ name })
  const error = fieldState.error?.message ?? (fieldState.invalid ? 'Check this value.' : undefined)
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  const aria = {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required || undefined,
  }
  return { field: { ...field, value: field.value ?? '' }, error, aria }
}

function FieldNotes({ id, help, error }: { id: string; help?: ReactNode; error?: string }) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-[0.8125rem] text-danger-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="text-[0.8125rem] text-ink-muted">
          {help}
        </p>
      )}
    </>
  )
}
