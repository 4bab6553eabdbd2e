import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { Select } from '@/components/select'
import { delimiters } from '../csv'
import { encodings } from '../decode'
import type { AnyImport } from '../use-import'

const encodingLabels = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Western European (Windows-1252)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big endian',
}
const delimiterLabels = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Vertical bar' }

/** How the file is read; both are guessed. */
export function ReadAs({ state }: { state: AnyImport }) {
  const { file, head, columns } = state
  if (!file || !head) return null
  return (
    <Card>
      <div className="grid items-end gap-4 sm:grid-cols-3">
        <div className="min-w-0">
          <p className="text-ink-muted">File</p>
          <p dir="auto" className="truncate font-medium">
            {file.name}
          </p>
          <p className="text-ink-muted">{columns.length} columns</p>
        </div>
        <div className="grid gap-1.5">
          <p className="font-medium">Columns are separated by</p>
          <Select
            aria-label="Columns are separated by"
            value={head.delimiter}
            options={delimiters.map((value) => ({ value, label: delimiterLabels[value] }))}
            onChange={(value) => {
              const delimiter = delimiters.find((known) => known === value)
              if (delimiter) void state.readAs({ delimiter })
            }}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="font-medium">Characters</p>
          <Select
            aria-label="Characters"
            value={head.encoding}
            options={encodings.map((value) => ({ value, label: encodingLabels[value] }))}
            onChange={(value) => {
              const encoding = encodings.find((known) => known === value)
              if (encoding) void state.readAs({ encoding })
            }}
          />
        </div>
      </div>
      {head.encoding === 'windows-1252' && (
        <Callout tone="warning" title="This file is not UTF-8" className="mt-4">
          It is read as Western European text. Look at names with accents or umlauts below; if they
          are wrong, save the file as “CSV UTF-8” and choose it again.
        </Callout>
      )}
    </Card>
  )
}
