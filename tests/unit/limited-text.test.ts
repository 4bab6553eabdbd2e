import { expect, test } from 'vitest'
import { limitedText } from '@/lib/api/limited-text'

const requestWith = (body: BodyInit, headers: HeadersInit = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

test('a body up to the limit is its text, however it is cut', async () => {
  const text = 'größer € 𝄞'
  const bytes = new TextEncoder().encode(text)
  const cut = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  expect(await limitedText(requestWith(cut), bytes.length)).toBe(text)
  expect(await limitedText(requestWith(text), bytes.length)).toBe(text)
  expect(await limitedText(requestWith(text), bytes.length - 1)).toBeUndefined()
})

test('of a body without an end no more is read than shows that it is too long', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1_000
      controller.enqueue(new Uint8Array(1_000))
    },
  })
  expect(await limitedText(requestWith(endless), 10_000)).toBeUndefined()
  expect(sent).toBeLessThan(15_000)
})

test('a body that says that it is too long is not read at all', async () => {
  const request = requestWith('x', { 'content-length': '10001' })
  expect(await limitedText(request, 10_000)).toBeUndefined()
  expect(request.bodyUsed).toBe(false)
})
