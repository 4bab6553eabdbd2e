import { UPLOAD_ADDRESS, type UploadAnswer, type UploadQuery } from './protocol'

const CUT_OFF = 'The connection was lost. Try again; what has arrived already is not kept.'

/**
 * Uploads a file. It is XMLHttpRequest that does it, because fetch tells nothing of a body that is
 * under way.
 * @param onProgress from 0 to 1.
 * @throws an error that `errorInfo` can read, or an AbortError.
 */
export function sendFile(
  query: UploadQuery,
  file: File,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${UPLOAD_ADDRESS}?${new URLSearchParams(query)}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1)
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status < 300 && body?.file) resolve({ file: body.file })
      else reject(failure(body?.error ?? { message: CUT_OFF }, request.status))
    }
    request.onerror = () => reject(failure({ message: CUT_OFF }))
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

type Body = Partial<UploadAnswer> & { error?: { message: string } }

function parsed(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body
  } catch {
    return undefined
  }
}

const failure = (info: { message: string }, status?: number) =>
  Object.assign(new Error('The upload failed.'), { info, status })
