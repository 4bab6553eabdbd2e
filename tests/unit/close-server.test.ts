import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { closeServer } from '../../scripts/close-server'

/** A server on loopback, and a promise of the moment when a request has arrived. */
async function serverWith(
  handle: RequestListener,
): Promise<{ server: Server; url: string; arrived: Promise<unknown> }> {
  const server = createServer(handle)
  const arrived = new Promise((resolve) => server.once('request', resolve))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived }
}

test('a request in progress is answered, a new one is not', async () => {
  let finish = () => {}
  const { server, url, arrived } = await serverWith((_, response) => {
    finish = () => response.end('answered')
  })
  const inProgress = fetch(url)
  await arrived
  const closed = closeServer(server, 10_000)
  await expect(fetch(url)).rejects.toThrow()
  finish()
  expect(await (await inProgress).text()).toBe('answered')
  await closed
})

test('a request that never ends is cut off', async () => {
  const { server, url, arrived } = await serverWith(() => {})
  const stuck = fetch(url)
  const refused = expect(stuck).rejects.toThrow()
  await arrived
  await closeServer(server, 50)
  await refused
})
