import { randomFillSync } from 'node:crypto'

const random = new Uint8Array(8)
let lastMs = 0
let sequence = 0

/**
 * A UUID version 7 (RFC 9562) for rows that are written without Prisma. Ids of one process grow in
 * the order in which they are made, within a millisecond too: rows written together keep their order.
 */
export function uuid7(now = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    // 4,096 ids within one millisecond: borrow from the next.
    lastMs++
    sequence = 0
  }
  randomFillSync(random)
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const time = lastMs.toString(16).padStart(12, '0')
  const tail = Buffer.from(random).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
