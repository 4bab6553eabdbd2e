import type { PDFDocumentProxy } from 'pdfjs-dist'

export type Pdf = PDFDocumentProxy

/**
 * Reads a PDF in a worker. It is drawn by us, not opened by the browser: nothing in it is run, and
 * phones, which show no PDF inside a page, show this one.
 */
export async function openPdf(address: string, signal: AbortSignal): Promise<Pdf> {
  const [pdfjs, data] = await Promise.all([import('pdfjs-dist'), fetchBytes(address, signal)])
  pdfjs.GlobalWorkerOptions.workerSrc = new URL(
    'pdfjs-dist/build/pdf.worker.min.mjs',
    import.meta.url,
  ).toString()
  return pdfjs.getDocument({ data, isEvalSupported: false, enableXfa: false }).promise
}

/** @throws an error that `errorInfo` can read. */
async function fetchBytes(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(address, { signal })
  if (response.ok) return response.arrayBuffer()
  const body = await response.json().catch(() => ({}))
  throw Object.assign(new Error('The file could not be read.'), {
    info: body.error,
    status: response.status,
  })
}

/** Draws a page, as wide as its canvas is shown. Resolves when it is drawn, or the drawing was ended. */
export async function drawPage(
  pdf: Pdf,
  number: number,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<void> {
  const page = await pdf.getPage(number)
  if (signal.aborted) return
  const width = canvas.parentElement?.clientWidth ?? 600
  const { width: natural } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: (width / natural) * window.devicePixelRatio })
  canvas.width = viewport.width
  canvas.height = viewport.height
  const drawing = page.render({ canvas, viewport })
  signal.addEventListener('abort', () => drawing.cancel(), { once: true })
  await drawing.promise.catch((error: Error) => {
    if (error.name !== 'RenderingCancelledException') throw error
  })
}
