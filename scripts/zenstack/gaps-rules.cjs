/** Rules that would open more than they say. */

function ruleFaults(model, { base }) {
  const { name, inSpace, attributes, columns, relations, allows } = model
  const fields = [...columns, ...relations]
  const rules = [...attributes, ...fields.flatMap((field) => field.attributes)]
  return [
    ...(rules.some(({ calls }) => calls.includes('future'))
      ? [
          `${name}: one future() turns every rule for updates into a check after the fact. Write "@deny('update', true)" at the columns that must not change.`,
        ]
      : []),
    // Redundant as long as each other rule asks for a member; it holds for the one that forgets.
    ...(inSpace && !attributes.some(isForNobody)
      ? [
          `${name}: nothing says that somebody who is not signed in may do nothing. Write "@@deny('all', auth() == null)" in ${base}.`,
        ]
      : []),
    // Unless the model says so: rights to the rows that one made oneself.
    ...(inSpace &&
    allows !== 'own' &&
    attributes.some((rule) => rule.own && rule.name === '@@allow')
      ? [
          `${name}: @@allow would add rights to those of ${base}. Write "@@deny('...', ...)" for what somebody may not do here.`,
        ]
      : []),
    ...(attributes.some((attribute) => attribute.name === '@@delegate')
      ? [
          `${name}: @@delegate has errors that nobody mends. Write "abstract model ${name} {" and let the others extend it.`,
        ]
      : []),
  ]
}

const isForNobody = ({ name, operations, ofNobody }) =>
  name === '@@deny' && operations.includes('all') && ofNobody

module.exports = { ruleFaults }
