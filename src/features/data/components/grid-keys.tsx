import { Keyboard } from 'lucide-react'
import { Button } from '@/components/button'
import { Popover } from '@/components/popover'

const KEYS = [
  ['Arrows', 'move from cell to cell'],
  ['Shift and arrows', 'choose a range'],
  ['Ctrl and C', 'copy the cell or the range'],
  ['Enter, or typing', 'edit the cell'],
  ['Escape', 'leave the cell as it was'],
  ['Space', 'choose the row'],
  ['Ctrl and Enter', 'open the record'],
] as const

/** The keys of the grid, for those who look for them. */
export function GridKeys() {
  return (
    <Popover
      label="Keys of the grid"
      align="end"
      className="w-80 p-3"
      trigger={
        <Button variant="ghost" size="sm">
          <Keyboard aria-hidden />
          Keys
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-[0.8125rem]">
        {KEYS.map(([key, effect]) => (
          <div key={key} className="contents">
            <dt className="font-medium">{key}</dt>
            <dd className="text-ink-muted">{effect}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  )
}
