import { z } from 'zod'
import { answering } from '@/lib/api/respond'
import { requireSameOrigin } from '@/lib/api/same-origin'
import { canRole } from '@/lib/auth/access'
import type { Identity } from '@/lib/auth/identity'
import type { LiveMembership } from '@/lib/auth/membership'
import { passOfSession } from '@/lib/auth/session-pass'
import { openDoor } from '@/lib/db/door'
import { NO_RIGHT, Rejection } from '@/lib/errors/rejection'
import { note } from '@/lib/request-note'
import { answerImport } from '../import/answer'
import type { ImportMode } from '../import/protocol'
import { openUpload, requireSize } from '../import/read-upload'
import { armNames } from './arm-names'
import type { StudyScope } from './cells'
import { importPlan } from './plan'
import { importStudy } from './queries'
import { readFile } from './read-file'
import { checkImport, runImport } from './run'
import { isIdentity } from './targets'

/**
 * `POST /api/import/participants?space=<slug>&study=<key>&mode=check|import`; ../import/protocol.ts describes
 * body and answer. What is wrong with the request, or with the file as a whole, has its usual status.
 * Once rows are compared the status is 200, and an error is the last line.
 */
export function importParticipants(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    note(request, { route: '/api/import/participants' })
    const { mode, identity, role, study } = await findStudy(request)
    requireSize(request)
    const { plan, file } = await openUpload(request, importPlan)
    if (plan.columns.some(({ target }) => isIdentity(target.to)))
      requireRight(role, 'ParticipantIdentity')
    const job = {
      identity,
      trace,
      studyId: study.id,
      plan,
      file: await readFile(file, plan, study),
    }
    const run = mode === 'check' ? checkImport : runImport
    return answerImport(request, trace.requestId, (work) => run({ ...job, ...work }))
  })
}

const address = z.object({
  space: z.string(),
  study: z.string(),
  mode: z.enum(['check', 'import'] satisfies ImportMode[]),
})

type Destination = {
  mode: ImportMode
  identity: Identity
  role: LiveMembership['role']
  study: StudyScope & { id: string }
}

/** @throws Rejection, the same one for a study that does not exist and for one of another space. */
async function findStudy(request: Request): Promise<Destination> {
  const parameters = new URL(request.url).searchParams
  const pass = await passOfSession(request, parameters.get('space') ?? '')
  requireSameOrigin(request)
  const query = address.safeParse(Object.fromEntries(parameters))
  if (!query.success) throw new Rejection('bad_request', 'Name the space, the study and the mode.')
  if (!pass) throw noSuchStudy()
  const { identity, role } = pass
  const study = await openDoor(identity).study.findFirst(importStudy(query.data.study))
  if (!study) throw noSuchStudy()
  requireRight(role, 'Participant')
  const arms = armNames(study.arms, { role, blinding: study.blinding })
  return { mode: query.data.mode, identity, role, study: { ...study, arms } }
}

const noSuchStudy = () =>
  new Rejection('not_found', 'This study does not exist, or you have no access to it.')

function requireRight(role: LiveMembership['role'], model: 'Participant' | 'ParticipantIdentity') {
  if (!canRole(role, model, 'create')) throw new Rejection('forbidden', NO_RIGHT)
}
