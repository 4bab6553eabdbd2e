import { Rejection, type RejectionCode } from '../errors/rejection'

/** Where in a request the fault lies, as JSON:API says it. */
export type Source = { pointer: string } | { parameter: string } | { header: string }

/** One fault of a request, that points to where it lies. */
export type Fault = { detail: string; source?: Source }

/**
 * A request that cannot be carried out, with all its faults.
 * `status` where the code alone does not decide it: 405, 406, 412, 415.
 */
export class RestRefusal extends Rejection {
  constructor(
    code: RejectionCode,
    readonly faults: Fault[],
    readonly status?: 405 | 406 | 412 | 415,
    readonly headers: Record<string, string> = {},
  ) {
    super(code, faults[0]?.detail ?? '')
  }
}

export const refuseParameter = (parameter: string, detail: string): RestRefusal =>
  new RestRefusal('bad_request', [{ detail, source: { parameter } }])

export const refuseHeader = (header: string, detail: string): RestRefusal =>
  new RestRefusal('bad_request', [{ detail, source: { header } }])
