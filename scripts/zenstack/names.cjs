/** How models are named, and what others call them. */

const RESERVED_MODELS = new Set(
  'Prisma PrismaClient Promise Object Array Date String Number Boolean Function Error Buffer Symbol Map Set Record Partial Omit Pick JSON Math Model Enhanced Auth'.split(
    ' ',
  ),
)
/** PostgreSQL cuts longer names off. */
const LONGEST = 50

/** What is wrong with the name of a model, and what to write; undefined for a good one. */
function modelNameProblem(name) {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => /^[A-Za-z]/.test(word))
    const better = words.map(upperFirst).join('')
    return `a model is named like a noun that begins with a capital, of letters and digits. Write "${better || 'Visit'}".`
  }
  if (RESERVED_MODELS.has(name)) {
    return `the generated code has this name already. Write another one, for example "Study${name}".`
  }
  if (name.length > LONGEST) {
    return `the name is too long for PostgreSQL. Write one of at most ${LONGEST} letters.`
  }
  return undefined
}

const lowerFirst = (name) => name.charAt(0).toLowerCase() + name.slice(1)
const upperFirst = (name) => name.charAt(0).toUpperCase() + name.slice(1)

/** `Visit` as the other side calls it: `visits`, or `visit` where there is at most one. */
function backName(model, one = false) {
  const name = lowerFirst(model)
  if (one) return name
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

module.exports = { backName, LONGEST, lowerFirst, modelNameProblem, upperFirst }
