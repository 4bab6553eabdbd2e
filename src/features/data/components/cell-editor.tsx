'use client'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useRef, useState } from 'react'
import { cn } from '@/components/cn'
import { errorInfo } from '@/lib/error-info'
import { columnOf, type StudioField } from '@/lib/studio/models'
import { inputText, parseValue } from '@/lib/studio/values'
import { LinkPicker } from './link-picker'
import { useStudioScope } from './studio-scope'

type CellEditorProps = {
  field: StudioField
  row: Record<string, unknown>
  /** The letter that was typed on the cell: it replaces the value. */
  typed?: string
  /** Saves columns of the record; throws what `errorInfo` reads. */
  onSave: (values: Record<string, unknown>) => Promise<void>
  onLeave: (step?: 'down' | 'next' | 'back') => void
}

/**
 * A value where it stands in the grid. Enter saves and goes down, Tab saves and goes on, Escape leaves
 * it as it was. What the server refuses stays here, with the reason.
 */
export function CellEditor({ field, row, typed, onSave, onLeave }: CellEditorProps) {
  const { zone } = useStudioScope()
  const former = inputText(field, row[columnOf(field)], zone)
  const [text, setText] = useState(isTyped(field) ? (typed ?? former) : former)
  const [reason, setReason] = useState<string>()
  const [saving, setSaving] = useState(false)
  // Leaving by a key also takes the focus away, which would save again.
  const left = useRef(false)

  function leave(step?: 'down' | 'next' | 'back') {
    left.current = true
    onLeave(step)
  }

  async function save(value: string, step?: 'down' | 'next' | 'back') {
    if (saving || left.current) return
    if (value === former) return leave(step)
    const parsed = parseValue(field, value, zone)
    if (!parsed.ok) return setReason(parsed.reason)
    setSaving(true)
    try {
      await onSave({ [columnOf(field)]: parsed.value })
      leave(step)
    } catch (error) {
      const info = errorInfo(error)
      setReason(info.fields?.[columnOf(field)] ?? info.message)
      setSaving(false)
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    event.stopPropagation()
    if (event.key === 'Escape') leave()
    else if (event.key === 'Enter' && !event.shiftKey) void save(text, 'down')
    else if (event.key === 'Tab') void save(text, event.shiftKey ? 'back' : 'next')
    else return
    event.preventDefault()
  }

  const shared = {
    // The person asked to edit exactly this cell.
    autoFocus: true,
    'aria-label': field.label,
    'aria-invalid': reason ? true : undefined,
    value: text,
    readOnly: saving,
    onKeyDown,
    onBlur: () => void save(text),
    className: cn(
      'h-full w-full bg-raised px-2.5 outline-2 outline-focus -outline-offset-2',
      reason && 'outline-danger',
    ),
  }
  return (
    <Popover.Root open={reason !== undefined}>
      <Popover.Anchor className="size-full">
        {field.kind === 'link' ? (
          <LinkPicker
            field={field}
            values={row}
            value={text}
            defaultOpen
            aria-label={field.label}
            onChange={(value) => void save(value)}
            onClose={() => leave()}
          />
        ) : field.kind === 'choice' || field.kind === 'boolean' ? (
          <select
            {...shared}
            onChange={(event) => {
              setText(event.target.value)
              void save(event.target.value)
            }}
          >
            {field.nullable && <option value="">None</option>}
            {choicesOf(field).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ) : field.multiline ? (
          <textarea
            {...shared}
            onChange={(event) => setText(event.target.value)}
            className={cn(shared.className, 'absolute inset-x-0 top-0 h-28 resize-none py-2')}
          />
        ) : (
          <input
            {...shared}
            type={INPUT_TYPES[field.kind] ?? 'text'}
            inputMode={field.kind === 'integer' ? 'numeric' : undefined}
            maxLength={field.maxLength}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          role="alert"
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          className="z-40 max-w-80 rounded-md bg-danger-soft px-3 py-2 text-[0.8125rem] text-danger-ink shadow-float"
        >
          {reason}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const INPUT_TYPES: Partial<Record<StudioField['kind'], string>> = {
  day: 'date',
  instant: 'datetime-local',
}

const isTyped = ({ kind }: StudioField) =>
  kind === 'text' || kind === 'integer' || kind === 'number'

/** What a field of few values offers. */
export const choicesOf = ({ kind, choices = [] }: StudioField) =>
  kind === 'boolean'
    ? [
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]
    : choices
