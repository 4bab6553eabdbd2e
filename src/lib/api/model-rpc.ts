import type { DbClientContract, ZodSchemas } from '@zenstackhq/runtime'
import { RPCApiHandler } from '@zenstackhq/server/api'
import { access } from '@/generated/access'
import metadata from '@/generated/zenstack/model-meta'
import * as zodSchemas from '@/generated/zenstack/zod'
import type { Identity, Trace } from '../auth/identity'
import { callerOfSession, passOfSession } from '../auth/session-pass'
import { type Db, openDoor } from '../db/door'
import { OPERATIONS } from '../db/query-guard'
import { invalidInput, type Problem, problemOf } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { note } from '../request-note'
import { limitedText } from './limited-text'
import type { Reply } from './reply'
import { answeringAs, replyProblem, replyWith } from './respond'
import { plainAnswer } from './rpc-answer'
import { BODY_LIMIT, checkAnswer, checkEdge } from './rpc-edge'
import { requireSameOrigin } from './same-origin'
import { SPACE_HEADER } from './space-header'

/**
 * `/api/model/<model>/<operation>`: ZenStack's RPC protocol for the generated hooks, for signed-in
 * people only. The header `x-space` names the active space; without it only one's own user,
 * memberships and spaces can be read. Works on plain Request and Response, with or without Next.js.
 */
export function handleModelCall(request: Request): Promise<Reply> {
  const call = async (trace: Trace) => {
    const identity = await identityOf(request)
    if (request.method !== 'GET') requireSameOrigin(request)
    const [model = '', operation = '', ...rest] = segmentsOf(request)
    if (!operation || rest.length > 0 || !isPublic(model))
      throw new Rejection('not_found', 'There is no such address.')
    // Both are words of the schema by now.
    if (OPERATIONS.has(operation)) note(request, { route: `/api/model/${model}/${operation}` })
    return run(request, model, operation, openDoor(identity, trace))
  }
  return answeringAs(request, call, replyProblem)
}

/** What follows `/api/model` in the address. No name of a model or operation needs to be encoded. */
const segmentsOf = ({ url }: Request): string[] => new URL(url).pathname.split('/').slice(3)

async function identityOf(request: Request): Promise<Identity> {
  const slug = request.headers.get(SPACE_HEADER)
  if (slug === null) return callerOfSession(request)
  const pass = await passOfSession(request, slug)
  if (pass) return pass.identity
  throw new Rejection('no_space', 'This space does not exist, or you are not a member of it.')
}

/** Models without any rule (secrets, machinery) do not exist out here. */
function isPublic(model: string): boolean {
  const name = metadata.models[model]?.name
  return name !== undefined && Object.hasOwn(access, name)
}

const handler = RPCApiHandler()

async function run(request: Request, model: string, operation: string, db: Db): Promise<Reply> {
  // The handler puts Prisma's own texts into its answers, so the error itself is kept and mapped here.
  const caught: Caught = {}
  const { status, body } = await handler({
    prisma: checked(db, model, caught),
    method: request.method,
    path: `${model}/${operation}`,
    query: Object.fromEntries(new URL(request.url).searchParams),
    requestBody: await bodyOf(request),
    modelMeta: metadata,
    // Generated as modules, which the type describes as plain objects.
    zodSchemas: zodSchemas as unknown as ZodSchemas,
    // `answering` logs what is unexpected; a refusal is none of it.
    logger: {},
  })
  if ('error' in caught) throw caught.error
  if (caught.written) return replyWith(caught.written, status)
  return status < 400 ? replyWith(body, status) : replyProblem(problemOfHandler(status, body))
}

/** What became of a call, past the handler. */
type Caught = { error?: unknown; written?: object }

/** The one model of this call, behind the edge, noting what it throws and what it answers. */
function checked(db: Db, model: string, caught: Caught): DbClientContract {
  const delegate = Reflect.get(db, model) as Record<string, (args: unknown) => Promise<unknown>>
  return {
    [model]: new Proxy(delegate, {
      get: (target, operation: string) => async (args: Record<string, unknown> | undefined) => {
        try {
          const answer = await target[operation]?.(checkEdge(operation, args ?? {}))
          checkAnswer(answer)
          if (typeof answer !== 'object' || answer === null) return answer
          caught.written = plainAnswer(answer)
          // What is written already the handler need not write.
          return caught.written ? null : answer
        } catch (error) {
          caught.error = error
          throw error
        }
      },
    }),
    // The handler asks for the named model only.
  } as unknown as DbClientContract
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'DELETE') return undefined
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new Rejection('bad_request', 'Send JSON with the header content-type: application/json.')
  }
  const text = await limitedText(request, BODY_LIMIT)
  if (text === undefined)
    throw new Rejection('too_large', 'This is too much for one request. Send less at once.')
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection('bad_request', 'The body is not valid JSON.')
  }
}

type HandlerError = {
  error?: {
    zodErrors?: Parameters<typeof invalidInput>[0] | { issues: Parameters<typeof invalidInput>[0] }
  }
}

/** What the handler refuses by itself: a wrong address, method or shape. */
function problemOfHandler(status: number, body: unknown): Problem {
  const zodErrors = (body as HandlerError).error?.zodErrors
  if (zodErrors) return invalidInput(Array.isArray(zodErrors) ? zodErrors : zodErrors.issues)
  if (status === 422)
    return problemOf(new Rejection('invalid', 'The query does not fit the data model.'))
  return problemOf(
    new Rejection(
      'bad_request',
      'There is no such operation, or it needs another method or arguments.',
    ),
  )
}
