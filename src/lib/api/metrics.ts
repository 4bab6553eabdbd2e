import { sameHash } from '../auth/api-key-secret'
import { hashOf } from '../auth/secrets'
import { env } from '../env'
import { problemOf } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { metrics } from '../metrics'
import { respondProblem } from './respond'

/** `GET /api/metrics` for Prometheus, with `Authorization: Bearer <METRICS_TOKEN>`. */
export async function metricsOf(request: Request): Promise<Response> {
  if (!metrics || !env.METRICS_TOKEN) {
    return respondProblem(problemOf(new Rejection('not_found', 'There is no such address.')))
  }
  const sent = request.headers.get('authorization') ?? ''
  if (!sameHash(hashOf(sent), hashOf(`Bearer ${env.METRICS_TOKEN}`))) {
    return respondProblem(problemOf(new Rejection('signed_out', 'Send the token of the metrics.')))
  }
  const { text, type } = await metrics.read()
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
}
