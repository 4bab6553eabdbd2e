/** Relations that could lead out of a space, or that have no other side. */

const { backName, lowerFirst, upperFirst } = require('./names.cjs')

/** Of the models outside all spaces, the one that every row of a space leads to. */
const SPACE = 'Space'

function relationFaults(model, models, options) {
  return model.relations.flatMap((relation) => {
    const target = models.find(({ name }) => name === relation.model)
    if (!target) return []
    if (relation.fields.length === 0) return listFaults(model, relation, target)
    const faults = wayFaults(model, relation, target, options)
    // One that has to go needs no other side.
    const goes = model.inSpace !== target.inSpace && faults.length > 0
    return goes ? faults : [...faults, ...oppositeFaults(model, relation, target)]
  })
}

/** Where the key of a relation leads. */
function wayFaults(model, relation, target, { base }) {
  const at = `${model.name}.${relation.name}`
  if (!model.inSpace) {
    if (!target.inSpace) return []
    return [
      `${at}: a model outside all spaces cannot lead to ${target.name}, which is in one. Remove the relation, or write "model ${model.name} extends ${base} {".`,
    ]
  }
  if (target.name === SPACE) return []
  if (!carriesSpace(relation)) {
    return target.inSpace
      ? [
          `${at}: the key (${relation.fields.join(', ')}) could lead into another space. Write "${lineOf(relation, withSpace(relation))}".`,
        ]
      : [
          `${at}: ${target.name} is in no space, so the rows of other spaces could be reached through it. Write "${relation.fields[0]} String${relation.optional ? '?' : ''}" without a relation.`,
        ]
  }
  return [...referenceFaults(at, relation, target), ...actionFaults(at, relation)]
}

/** What a relation leads to has to be a key there. */
function referenceFaults(at, { references }, target) {
  const wanted = [...references].sort().join()
  if (target.keys.some((key) => [...key].sort().join() === wanted)) return []
  return [
    `${at}: (${references.join(', ')}) is no key of ${target.name}. Write in "model ${target.name} {": "@@unique([${references.join(', ')}])".`,
  ]
}

/** Only a key that holds the same space on both sides stays in it. */
function carriesSpace({ fields, references }) {
  const at = fields.indexOf('spaceId')
  return at >= 0 && references[at] === 'spaceId'
}

const withSpace = ({ fields, references }) => ({
  fields: [...fields.filter((name) => name !== 'spaceId'), 'spaceId'],
  references: [
    ...references.filter((name) => name !== 'spaceId').slice(0, fields.length),
    'spaceId',
  ],
})

/** Actions that would write into the key, which holds the space. */
function actionFaults(at, relation) {
  const { onDelete, onUpdate } = relation
  if (onDelete === 'SetNull' || onDelete === 'SetDefault') {
    return [
      `${at}: onDelete: ${onDelete} would empty the space as well. Write "${lineOf(relation)}".`,
    ]
  }
  if (onUpdate === 'NoAction') return []
  return [
    `${at}: onUpdate: ${onUpdate ?? 'Cascade (which Prisma takes when none is given)'} would move rows along with a key. Write "${lineOf(relation)}".`,
  ]
}

function lineOf(relation, { fields, references } = relation) {
  const { name, model, optional, onDelete } = relation
  const action = ['Cascade', 'NoAction'].includes(onDelete) ? onDelete : 'Restrict'
  return `${name} ${model}${optional ? '?' : ''} @relation(${labelOf(relation)}fields: [${fields.join(', ')}], references: [${references.join(', ')}], onDelete: ${action}, onUpdate: NoAction)`
}

const labelOf = ({ label }) => (label ? `"${label}", ` : '')

/** Fields of `target` that can be the other side of a relation of `model`. */
const oppositesOf = (model, relation, target) =>
  target.relations.filter(
    (other) => other.model === model.name && other.label === relation.label && other !== relation,
  )

function oppositeFaults(model, relation, target) {
  if (oppositesOf(model, relation, target).length > 0) return []
  const label = relation.label ? ` @relation("${relation.label}")` : ''
  const one = model.keys.some((key) => String(key) === String(relation.fields))
  const name = backName(model.name, one)
  const taken = [...target.columns, ...target.relations].some((field) => field.name === name)
  const free = taken ? `${name}By${upperFirst(relation.name)}` : name
  return [
    `${model.name}.${relation.name}: ${target.name} has no other side for it. Write in "model ${target.name} {": "${free} ${model.name}${one ? '?' : '[]'}${label}".`,
  ]
}

function listFaults(model, relation, target) {
  const opposites = oppositesOf(model, relation, target)
  if (opposites.some(({ fields }) => fields.length > 0)) return []
  const at = `${model.name}.${relation.name}`
  if (opposites.length > 0 && relation.list) {
    return [
      `${at}: a many-to-many relation has no space. Write a model for the link that extends the base, with one relation to ${model.name} and one to ${target.name}.`,
    ]
  }
  if (opposites.length > 0) return []
  const name = lowerFirst(model.name)
  return [
    `${at}: ${target.name} has no other side for it. Write in "model ${target.name} {": "${name} ${model.name} @relation(fields: [${name}Id, spaceId], references: [id, spaceId], onDelete: Restrict, onUpdate: NoAction)" and "${name}Id String".`,
  ]
}

module.exports = { relationFaults }
