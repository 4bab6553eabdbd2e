/** ZenStack's messages in plain words, with what to write. */

const TYPES = 'String Int BigInt Float Decimal Boolean DateTime Json Bytes'.split(' ')

/** Each pattern of a message and what is said instead; what has none is passed on. */
const TEXTS = [
  [
    /^Could not resolve reference to TypeDeclaration named '(\w+)'/,
    (name, { names }) =>
      `there is no type "${name}". Write ${nearest(name, [...TYPES, ...names])}, or add a model or an enum of this name.`,
  ],
  [
    /^Could not resolve reference to DataModel named '(\w+)'/,
    (name, { names }) =>
      `there is no model "${name}" to extend. Write "extends ${/^abstract model (\w+)/m.exec(names.text)?.[1] ?? 'SpaceRecord'}".`,
  ],
  [
    /^Could not resolve reference to (?:Data)?ModelField named '(\w+)'|^Could not resolve reference to ReferenceTarget named '(\w+)'/,
    (name) =>
      `there is no field or value "${name}" here. Add the field "${name}", or correct the name.`,
  ],
  [
    /^Could not resolve reference to Attribute named '(@+\w+)'/,
    (name) =>
      `there is no attribute "${name}". Those of ZenStack and Prisma can be used, for example @length(1, 200), @default(...), @@index([...]).`,
  ],
  [
    /^relation "(\w+)" is not optional, but field "(\w+)" is optional/,
    (relation, _, column) =>
      `"${relation}" says that there always is one, "${column}" that there may be none. Write "?" behind both types or behind none.`,
  ],
  [
    /^field reference is unresolved/,
    () =>
      'the key of the relation names a column that is not there. Add it below the relation: "roomId String" for a relation "room".',
  ],
  [
    /^Field for one side of relation must carry @relation/,
    () =>
      'neither side holds the key. Write "@relation(fields: [...Id, spaceId], references: [id, spaceId], onDelete: Restrict, onUpdate: NoAction)" on the side that belongs to the other.',
  ],
  [
    /^"fields" and "references" must be provided only on one side/,
    () => 'both sides hold a key. Take @relation(...) away from the side that is a list.',
  ],
  [
    /^Relation field needs to be list or optional/,
    () => 'the side without a key is a list or optional. Write "[]" or "?" behind its type.',
  ],
  [
    /^Fields (.+) on model "(\w+)" refer to the same relation to model "(\w+)"/,
    (fields, _, model, other) =>
      `${fields} of ${model} lead to ${other} twice. Give each pair a name of its own on both sides: @relation("first", ...).`,
  ],
  [
    /^Field "(\w+)" on model "(\w+)" is part of a one-to-one relation and must be marked as @unique/,
    (field, _, model) =>
      `${model} could have several of it. Write "@@unique([${field}, spaceId])" with all columns of the key, or "[]" on the other side.`,
  ],
  [
    /^Optional lists are not supported/,
    () => 'a list is empty or not, never absent. Write "Type[]" without "?".',
  ],
  [/^Duplicated declaration name "(\w+)"/, (name) => `"${name}" stands there twice. Rename one.`],
]

/** One line: where it is, and what to do. */
function translate({ message, range }, text) {
  const at = `  schema.zmodel:${range.start.line + 1}: `
  for (const [pattern, say] of TEXTS) {
    const found = pattern.exec(message)
    if (!found) continue
    const names = [...text.matchAll(/^(?:abstract )?(?:model|enum|type) (\w+)/gm)].map(([, n]) => n)
    const [first, ...more] = found.slice(1).filter((group) => group !== undefined)
    return at + say(first, { names: Object.assign(names, { text }) }, ...more)
  }
  return at + message
}

/** The name that differs least, in quotes. */
function nearest(name, names) {
  const [best] = names
    .map((other) => ({ other, distance: distanceOf(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  return `"${best.other}"`
}

/** How many letters to add, drop or change. */
function distanceOf(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries()) {
      next.push(
        Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter === other ? 0 : 1)),
      )
    }
    row = next
  }
  return row[b.length]
}

module.exports = { translate }
