'use client'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { buttonStyle } from '@/components/button-style'
import { Callout } from '@/components/callout'
import { Dialog, DialogActions } from '@/components/dialog'
import type { File as FileRow } from '@/generated/zenstack/client'
import { formatBytes } from '@/lib/format'
import { paths } from '@/lib/paths'
import { previewOf } from '../item'
import { PdfPreview } from './pdf-preview'

type PreviewDialogProps = { slug: string; file: FileRow; onClose: () => void }

/** Shows a picture or a PDF. That somebody looked at it is recorded. */
export function PreviewDialog({ slug, file, onClose }: PreviewDialogProps) {
  const address = paths.fileContent(slug, file.id, 'inline')
  return (
    <Dialog
      title={file.name}
      description={formatBytes(file.bytes)}
      size="lg"
      open
      onOpenChange={(open) => !open && onClose()}
    >
      <div className="grid gap-4">
        {previewOf(file) === 'pdf' ? (
          <PdfPreview name={file.name} address={address} />
        ) : (
          <ImagePreview name={file.name} address={address} />
        )}
        <DialogActions>
          <a
            href={paths.fileContent(slug, file.id, 'attachment')}
            download
            className={buttonStyle()}
          >
            <Download aria-hidden />
            Download
          </a>
        </DialogActions>
      </div>
    </Dialog>
  )
}

function ImagePreview({ name, address }: { name: string; address: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) {
    return (
      <Callout tone="warning" title="This picture cannot be shown">
        It may be damaged, or it was deleted in the meantime. Try to download it.
      </Callout>
    )
  }
  return (
    // biome-ignore lint/performance/noImgElement: the content is behind a link of a minute, which no optimiser may keep
    <img
      src={address}
      alt={name}
      onError={() => setFailed(true)}
      className="mx-auto max-h-[60dvh] min-h-24 max-w-full rounded-md border bg-canvas object-contain"
    />
  )
}
