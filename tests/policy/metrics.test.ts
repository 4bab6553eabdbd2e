import { expect, test, vi } from 'vitest'
import { unique } from '../support/factories'

const TOKEN = 'a-token-for-prometheus'

/** The environment is read once, when a module is loaded; so each of these loads it anew. */
async function load(token: string) {
  vi.resetModules()
  vi.stubEnv('METRICS_TOKEN', token)
  const { metricsOf } = await import('@/lib/api/metrics')
  const { answering, respond } = await import('@/lib/api/respond')
  const ask = (authorization = '') =>
    metricsOf(new Request('http://localhost:3000/api/metrics', { headers: { authorization } }))
  return { ask, answering, respond }
}

test('there is no such address without a token in the environment', async () => {
  const { ask } = await load('')
  expect((await ask()).status).toBe(404)
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(404)
})

test('requests by door, method and status; pools; the process; and nothing of anybody', async () => {
  const { ask, answering, respond } = await load(TOKEN)
  const value = unique('value')
  for (const [method, status] of [
    ['GET', 200],
    ['GET', 200],
    ['POST', 404],
    ['BREW', 400],
  ] as const) {
    const address = `http://localhost:3000/api/rest/study/${value}?q=${value}`
    await answering(new Request(address, { method }), async () => respond({}, status))
  }
  expect((await ask()).status).toBe(401)
  expect((await ask(`Bearer ${TOKEN}x`)).status).toBe(401)
  const response = await ask(`Bearer ${TOKEN}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  for (const line of [
    'studyspace_requests_total{door="rest",method="GET",status="200"} 2',
    'studyspace_requests_total{door="rest",method="POST",status="404"} 1',
    'studyspace_requests_total{door="rest",method="OTHER",status="400"} 1',
    'studyspace_request_duration_seconds_count{door="rest",method="GET"} 2',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toMatch(/studyspace_pool_connections\{pool="app",state="waiting"\} \d/)
  expect(text).toMatch(/studyspace_pool_connections\{pool="system",state="total"\} \d/)
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain(value)
})
