/** The query of a page's address, from what Next.js gives to the page. */
export function searchOf(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as [string, string]),
  )
  return new URLSearchParams(pairs)
}
