/** What the viewer of the API's description uses of Swagger UI, which has no types of its own. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** It was built with a React of its own, whose elements are nothing to ours. */
  type System = { React: { createElement: (...of: unknown[]) => unknown } }
  type Props = { path?: string; method?: string }

  type Options = {
    domNode: Element
    spec: object
    plugins?: ((system: System) => {
      wrapComponents: Record<string, (original: unknown) => (props: Props) => unknown>
    })[]
    requestInterceptor?: <Request extends { url: string }>(request: Request) => Request
    [option: string]: unknown
  }

  const SwaggerUi: ((options: Options) => unknown) & { presets: { apis: unknown } }
  export default SwaggerUi
}
