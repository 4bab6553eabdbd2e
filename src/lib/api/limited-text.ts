/**
 * The text of a body, unless it is longer: then no more of it is read than shows that.
 * @param limit in bytes.
 * @returns undefined for a body that is longer.
 */
export async function limitedText(request: Request, limit: number): Promise<string | undefined> {
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    // Node.js reads what was declared and no more.
    return Number(declared) <= limit ? request.text() : undefined
  }
  const parts: Uint8Array[] = []
  let length = 0
  // Node.js iterates over it; the types are those of browsers, which do not.
  for await (const part of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > limit) return undefined
    parts.push(part)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}
