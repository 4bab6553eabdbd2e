/**
 * What a door answers: a text with its status and headers. Lighter than a Response, whose body is a stream:
 * a server of node:http writes it as it is (scripts/direct-api.ts), and for Next.js a Response is made of it.
 */
export class Reply {
  /** By their names in lower case. */
  readonly headers: Map<string, string>

  constructor(
    readonly body: string | null,
    readonly status: number,
    headers: Record<string, string>,
  ) {
    this.headers = new Map(Object.entries(headers))
  }
}

/** Answers a request; nothing that goes wrong is thrown. */
export type Door = (request: Request) => Promise<Reply>

export const responseOf = ({ body, status, headers }: Reply): Response =>
  new Response(body, { status, headers: [...headers] })

/** A door as a route handler of Next.js. */
export const routeOf =
  (door: Door) =>
  async (request: Request): Promise<Response> =>
    responseOf(await door(request))
