/** JSON Schema (2020-12) and the parts of OpenAPI 3.1, as plain objects. */
export type Schema = { readonly [key: string]: unknown }

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
export const refTo = (section: 'parameters' | 'responses' | 'headers', name: string): Schema => ({
  $ref: `#/components/${section}/${name}`,
})

/** An object of exactly these members. */
export const exactly = (
  properties: Record<string, Schema>,
  required: readonly string[] = Object.keys(properties),
): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
})

export const listOf = (items: Schema, limits: Schema = {}): Schema => ({
  type: 'array',
  items,
  ...limits,
})

/** The same, or null. */
export function orNull(schema: Schema): Schema {
  if (typeof schema.type !== 'string') {
    return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] }
  }
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(schema.enum) && { enum: [...schema.enum, null] }),
  }
}

/** One of several, or the only one. */
export const oneOf = (schemas: readonly Schema[], word: 'oneOf' | 'anyOf' = 'oneOf'): Schema =>
  schemas.length === 1 && schemas[0] ? schemas[0] : { [word]: schemas }

/** `Identities` inside a sentence, but `API keys` as it is. */
export const inSentence = (label: string): string =>
  /^.[a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

/** Sentences one after the other, without those that there are not. */
export const sentences = (...parts: (string | false | undefined)[]): { description?: string } => {
  const description = parts.filter(Boolean).join(' ')
  return description ? { description } : {}
}
