import type { ReactNode } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FileDrop } from '@/components/file-drop'
import { MAX_FILE_SIZE } from '../limits'
import type { AnyImport } from '../use-import'

type FileStepProps = {
  state: AnyImport
  /** What the file has to be. */
  description: string
  /** Stands below the choice. */
  children?: ReactNode
  onNext: () => void
}

/** Choosing the file. A file that can be read leads on by itself. */
export function FileStep({ state, description, children, onNext }: FileStepProps) {
  return (
    <>
      <Card title="Which file?" description={description}>
        <FileDrop
          noun="a CSV file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          hint={`Up to ${MAX_FILE_SIZE}. Nothing is stored before you have seen what it contains.`}
          value={state.file}
          onChange={async (file) => {
            if (await state.chooseFile(file)) onNext()
          }}
        />
        {state.head && (
          <div className="mt-4 flex justify-end">
            <Button variant="primary" onClick={onNext}>
              Continue
            </Button>
          </div>
        )}
      </Card>
      {children}
    </>
  )
}
