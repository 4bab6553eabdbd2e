import { Readable } from 'node:stream'
import { S3Client } from '@aws-sdk/client-s3'
import { env } from '../env'

const CONNECT_MS = 10_000
/** A connection on which nothing moves for so long is given up. */
const IDLE_MS = 60_000

/** The client of the service that S3_BUCKET is at. */
export function bucketClient(): S3Client {
  const { S3_REGION, S3_ENDPOINT, S3_PATH_STYLE, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env
  const client = new S3Client({
    region: S3_REGION,
    endpoint: S3_ENDPOINT,
    forcePathStyle: S3_PATH_STYLE ?? S3_ENDPOINT !== undefined,
    ...(S3_ACCESS_KEY_ID &&
      S3_SECRET_ACCESS_KEY && {
        credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
      }),
    // Checksums that only Amazon understands break every other service.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  })
  breakOffWithBody(client)
  return client
}

/** The library leaves a request open whose body failed, and the service waits for the rest of it. */
function breakOffWithBody(client: S3Client): void {
  const { requestHandler } = client.config
  const handle = requestHandler.handle.bind(requestHandler)
  requestHandler.handle = (request, options) => {
    const { body } = request
    if (!(body instanceof Readable)) return handle(request, options)
    const failed = new AbortController()
    body.once('error', () => failed.abort())
    return handle(request, { ...options, abortSignal: failed.signal })
  }
}
