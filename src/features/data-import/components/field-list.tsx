import { Download } from 'lucide-react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { downloadText } from '@/lib/browser/download-text'
import { modelNamed, type StudioModel } from '@/lib/studio/models'
import { useStudioScope } from '../../data/components/studio-scope'
import type { ImportField } from '../fields'
import { templateCsv, templateFields } from '../template'

/** What a file can hold, and an empty one to begin with. */
export function FieldList({ model }: { model: StudioModel }) {
  const { zone } = useStudioScope()
  return (
    <Card
      title="What the file can hold"
      description="Columns may stand in any order, and others may be among them."
      actions={
        <Button
          size="sm"
          onClick={() =>
            downloadText(`${model.address}-template.csv`, templateCsv(model), 'text/csv')
          }
        >
          <Download aria-hidden />
          Download a template
        </Button>
      }
    >
      <dl className="grid gap-3 sm:gap-2">
        {templateFields(model).map((field) => (
          <div key={field.column} className="grid gap-x-4 sm:grid-cols-[14rem_1fr]">
            <dt className="font-medium">
              {field.label}
              {field.required && <span className="font-normal text-ink-muted"> (required)</span>}
            </dt>
            <dd className="min-w-0 break-words text-ink-muted">{wordsFor(field, zone)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** How a value is written. */
function wordsFor(field: ImportField, zone: string): string {
  switch (field.kind) {
    case 'text':
      return field.maxLength ? `Text of up to ${field.maxLength} characters` : 'Text'
    case 'integer':
      return 'A whole number'
    case 'number':
      return 'A number, with a point or a comma: 2.5'
    case 'boolean':
      return 'yes or no'
    case 'day':
      return 'A day: 2026-03-31'
    case 'instant':
      return `Day and time: 2026-03-31 14:30, as clocks show it in ${zone}`
    case 'choice':
      return field.choices?.map(({ label }) => label).join(', ') ?? ''
    case 'json':
      return 'JSON: {"site": "north"}'
    case 'list':
      return 'One value per line, within the cell'
    case 'link': {
      const one = modelNamed(field.type)?.label.toLowerCase() ?? 'record'
      return field.carried
        ? `Name or id of the ${one}, to find the right record among several of one name`
        : `Name or id of the ${one}`
    }
    case 'bytes':
      return 'Bytes as base64: AAH+/w=='
  }
}
