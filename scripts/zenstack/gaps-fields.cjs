/** Names that are taken or have a meaning of their own, and attributes that columns cannot have. */
const { LONGEST, lowerFirst, modelNameProblem, upperFirst } = require('./names.cjs')

/** Words of the languages that models and fields become names of, and of Prisma's filters. */
const RESERVED = new Set(
  'AND OR NOT _count _avg _sum _min _max every some none is isNot where data select include omit prototype constructor __proto__ toString valueOf hasOwnProperty then'.split(
    ' ',
  ),
)
function fieldFaults(model, options) {
  const fields = [...model.columns, ...model.relations]
  return [
    ...modelNameFaults(model),
    ...fields.flatMap((field) => [
      ...nameFaults(model, field, fields, options),
      ...attributeFaults(model, field),
    ]),
    ...mapFaults(model),
  ]
}

function modelNameFaults({ name }) {
  const reason = modelNameProblem(name)
  return reason ? [`${name}: ${reason}`] : []
}

function nameFaults({ name: model }, field, fields, { base }) {
  const { name, own } = field
  if (!own) return []
  const at = `${model}.${name}`
  const other = `${lowerFirst(model)}${upperFirst(name)}`
  const twins = fields.filter((twin) => twin !== field && twin.name === name)
  if (twins.some((twin) => !twin.own)) {
    return [
      `${at}: ${base} gives every model a field of this name. Remove the line, or write "${other}".`,
    ]
  }
  if (twins.length > 0) {
    return [`${at}: two fields have this name. Write "${other}" for one of them.`]
  }
  if (RESERVED.has(name) || /^[_$]/.test(name)) {
    return [`${at}: the name means something else in queries. Write "${other.replace(/_/g, '')}".`]
  }
  if (name.length > LONGEST) {
    return [`${at}: the name is too long for PostgreSQL. Write one of at most ${LONGEST} letters.`]
  }
  return []
}

function attributeFaults({ name: model, inSpace }, { name, type, optional, own, attributes }) {
  if (!own) return []
  const at = `${model}.${name}`
  const has = (attribute) => attributes.some((one) => one.name === attribute)
  return [
    ...(has('@map')
      ? [`${at}: rights and the audit trail know columns by the field's name. Remove @map.`]
      : []),
    ...(hides(attributes)
      ? [
          `${at}: a rule on a field or @omit hides nothing from filters, sums and groups. Write a model of its own for it, as ParticipantIdentity is one for Participant, with "@@deny('read', ...)".`,
        ]
      : []),
    ...(inSpace && attributes.some(({ calls }) => calls.includes('autoincrement'))
      ? [
          `${at}: one counter for all spaces would tell each what the others do. Write "${name} ${type}${optional ? '?' : ''}" and fill it in.`,
        ]
      : []),
  ]
}

const hides = (attributes) =>
  attributes.some(
    ({ name, operations }) =>
      name === '@omit' ||
      (['@allow', '@deny'].includes(name) &&
        operations.some((operation) => ['read', 'all'].includes(operation))),
  )

/** Names in the database that differ from those in the schema. */
function mapFaults({ name, attributes }) {
  return attributes.flatMap((attribute) => {
    if (attribute.name === '@@map') {
      return [
        `${name}: the fence and the audit trail know tables by the model's name. Remove @@map.`,
      ]
    }
    return !attribute.own && attribute.names.includes('map')
      ? [`${name}: a name given in the base would be used by every table. Remove "map:".`]
      : []
  })
}

module.exports = { fieldFaults }
