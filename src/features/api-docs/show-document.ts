import './swagger-ui.css'
import SwaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import { paths } from '@/lib/paths'
import { type Document, samplesIn } from './samples'

/**
 * Shows the description of the API with Swagger UI, from our own origin and to it alone: keys that are
 * entered stay in the memory of the page, and nothing is asked of any other host.
 */
export async function showDocument(into: HTMLElement, signal: AbortSignal): Promise<void> {
  const response = await fetch(paths.openApi, { signal })
  if (!response.ok) throw new Error(`The description of the API is not there (${response.status}).`)
  const document = (await response.json()) as Document
  if (signal.aborted) return
  SwaggerUi({
    domNode: into,
    // Whatever name the server has for others: from here it is asked by the name that the reader used.
    spec: { ...document, servers: [{ url: `${location.origin}/api/rest` }] },
    presets: [SwaggerUi.presets.apis],
    plugins: [withSamples(document)],
    layout: 'BaseLayout',
    docExpansion: 'none',
    // The schemas stand with each operation.
    defaultModelsExpandDepth: -1,
    persistAuthorization: false,
    validatorUrl: null,
    requestInterceptor: toOurselves,
  })
}

function toOurselves<Request extends { url: string }>(request: Request): Request {
  if (new URL(request.url, location.origin).origin === location.origin) return request
  throw new Error('Requests go to this server only.')
}

/** The page says itself what it shows, and there is one server. */
const withoutIt = () => () => null

type Create = (...of: unknown[]) => unknown

/** Calls in three languages above the answers of each operation. */
const withSamples =
  (document: Document) =>
  ({ React: { createElement } }: { React: { createElement: Create } }) => ({
    wrapComponents: {
      InfoContainer: withoutIt,
      ServersContainer: withoutIt,
      responses: (Original: unknown) => (props: { path?: string; method?: string }) =>
        createElement(
          'div',
          null,
          ...samplesIn(document, props).map(({ label, source }) =>
            createElement(
              'details',
              { key: label, className: 'api-sample' },
              createElement('summary', null, label),
              createElement('pre', { tabIndex: 0 }, createElement('code', null, source)),
            ),
          ),
          createElement(Original, props),
        ),
    },
  })
