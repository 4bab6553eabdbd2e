'use client'
import type { Ref } from 'react'
import { Checkbox } from '@/components/checkbox'
import { eventModels, eventType, happenings } from '@/lib/webhooks/events'
import { happeningText, modelText } from '../words'

type EventsInputProps = {
  /** From `Field`. */
  id?: string
  value?: string[]
  onChange?: (events: string[]) => void
  ref?: Ref<HTMLFieldSetElement>
  'aria-describedby'?: string
}

/** Which events of which records: a row for each kind of record that the schema has. */
export function EventsInput({ id, value = [], onChange, ref, ...props }: EventsInputProps) {
  const chosen = new Set(value)
  function toggle(type: string, checked: boolean) {
    onChange?.(checked ? [...value, type] : value.filter((other) => other !== type))
  }
  return (
    <fieldset
      id={id}
      // Where the focus goes when nothing is chosen.
      ref={ref}
      tabIndex={-1}
      aria-labelledby={`${id}-label`}
      aria-describedby={props['aria-describedby']}
    >
      <table className="w-full">
        <thead>
          <tr className="text-ink-muted text-xs">
            <th scope="col" className="py-1.5 text-start font-normal">
              <span className="sr-only">Kind of record</span>
            </th>
            {happenings.map((happening) => (
              <th key={happening} scope="col" className="w-16 py-1.5 text-center font-normal">
                {happeningText[happening]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {eventModels.map((model) => (
            <tr key={model} className="border-t">
              <th scope="row" className="py-2 pe-2 text-start font-normal">
                {modelText(model)}
              </th>
              {happenings.map((happening) => (
                <td key={happening} className="py-2 text-center">
                  <Checkbox
                    className="inline-grid"
                    aria-label={`${modelText(model)}: ${happeningText[happening].toLowerCase()}`}
                    checked={chosen.has(eventType(model, happening))}
                    onCheckedChange={(checked) =>
                      toggle(eventType(model, happening), checked === true)
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  )
}
