import { Button } from '@/components/button'
import { Callout } from '@/components/callout'

type ColumnsEndProps = {
  /** What has to be decided before, in sentences. */
  open: string[]
  onBack: () => void
  onNext: () => void
}

/** The end of the step in which columns are assigned. */
export function ColumnsEnd({ open, onBack, onNext }: ColumnsEndProps) {
  return (
    <>
      {open.length > 0 && (
        <Callout tone="warning" title="Before you go on">
          <ul className="list-disc ps-4">
            {open.map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" disabled={open.length > 0} onClick={onNext}>
          Check the rows
        </Button>
      </div>
    </>
  )
}
