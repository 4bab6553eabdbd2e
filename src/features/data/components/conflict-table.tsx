'use client'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { fieldNamed, type StudioModel } from '@/lib/studio/models'
import { parseValue, readableText } from '@/lib/studio/values'
import type { FormValues } from '../form-values'
import { useStudioScope } from './studio-scope'

type ConflictTableProps = {
  model: StudioModel
  /** As it was when one began. */
  former: FormValues
  now: FormValues
  /** What one changed oneself. */
  mine: FormValues
  /** Goes on with the current version; what one entered is lost. */
  onTake: () => void
  /** Goes on with the current version and one's own changes on top of it. */
  onKeep: () => void
}

/** Two edits of one record side by side. Nothing is saved until the person decides. */
export function ConflictTable({ model, former, now, mine, onTake, onKeep }: ConflictTableProps) {
  const names = Object.keys(now).filter((name) => name in mine || now[name] !== former[name])
  return (
    <div role="alert">
      <Callout
        tone="warning"
        title={`Somebody else changed this ${model.label.toLowerCase()} while you were editing`}
        actions={
          <>
            <Button size="sm" onClick={onKeep}>
              Go on with my changes
            </Button>
            <Button size="sm" onClick={onTake}>
              Take the current version
            </Button>
          </>
        }
      >
        <p>Nothing is saved yet. Fields that you did not change get the current value.</p>
        <div className="mt-2 overflow-x-auto">
          <table className="w-full text-start text-[0.8125rem]">
            <thead>
              <tr className="text-ink-muted">
                {['Field', 'When you began', 'Now', 'Yours'].map((heading) => (
                  <th key={heading} scope="col" className="py-1 pe-4 text-start font-medium">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name} className="align-top">
                  <th scope="row" className="py-1 pe-4 text-start font-medium">
                    {fieldNamed(model, name)?.label}
                  </th>
                  <Side model={model} name={name} value={former[name]} />
                  <Side model={model} name={name} value={now[name]} />
                  <Side model={model} name={name} value={mine[name]} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Callout>
    </div>
  )
}

type SideProps = { model: StudioModel; name: string; value: string | boolean | undefined }

function Side({ model, name, value }: SideProps) {
  const { zone } = useStudioScope()
  return (
    <td dir="auto" className="max-w-60 py-1 pe-4 [overflow-wrap:anywhere]">
      {value === undefined ? 'Not changed' : textOf(model, name, value, zone)}
    </td>
  )
}

function textOf(model: StudioModel, name: string, value: string | boolean, zone: string): string {
  const field = fieldNamed(model, name)
  if (value === '' || !field) return 'Nothing'
  if (field.kind === 'link') return 'Another record'
  const parsed = parseValue(field, String(value), zone)
  return parsed.ok ? readableText(field, parsed.value, zone) : String(value)
}
