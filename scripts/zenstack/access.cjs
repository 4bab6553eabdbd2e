/**
 * ZenStack plugin: reads the @@allow / @@deny rules of schema.zmodel and writes, for each model that
 * has any, what each role may do inside its own space. The interface shows and hides by this table
 * (src/lib/auth/access.ts); nothing is enforced by it. So the rules are written once.
 *
 * Each rule is evaluated for a live member with a given role, acting on a row of the active space:
 * `true`, `false`, or `undefined` where it depends on the row ("one's own membership").
 */
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { getDataModels } = require('@zenstackhq/sdk')

const OPERATIONS = ['read', 'create', 'update', 'delete']

exports.name = 'Access table'

exports.default = async function run(model, options) {
  const roles = model.declarations
    .find((declaration) => declaration.$type === 'Enum' && declaration.name === 'Role')
    .fields.map((field) => field.name)
  const table = {}
  for (const dataModel of getDataModels(model)) {
    const rules = dataModel.attributes.filter((a) =>
      ['@@allow', '@@deny'].includes(a.decl.$refText),
    )
    if (!rules.some((rule) => rule.decl.$refText === '@@allow')) continue
    table[dataModel.name] = Object.fromEntries(
      OPERATIONS.map((operation) => [
        operation,
        Object.fromEntries(roles.map((role) => [role, extent(rules, operation, role)])),
      ]),
    )
  }
  const file = path.resolve(path.dirname(options.schemaPath), options.output)
  writeFileSync(file, render(roles, table))
}

/** How far the rules let `role` go with `operation`: every row of the space, some, or none. */
function extent(rules, operation, role) {
  let allowed = false
  let denied = false
  for (const rule of rules) {
    const [operations, condition] = rule.args.map((arg) => arg.value)
    if (!appliesTo(operations.value, operation)) continue
    const result = evaluate(condition, { role, operation, inMember: false })
    if (rule.decl.$refText === '@@allow') allowed = or(allowed, result)
    else denied = or(denied, result)
  }
  const result = and(allowed, not(denied))
  return result === true ? 'all' : result === undefined ? 'some' : 'none'
}

const appliesTo = (operations, operation) =>
  operations.split(',').some((name) => ['all', operation].includes(name.trim()))

/** Three-valued truth of a policy expression; throws on one it does not know, so that no rule is misread. */
function evaluate(expression, scope) {
  switch (expression.$type) {
    case 'BooleanLiteral':
      return expression.value
    // A column that is yes or no.
    case 'ReferenceExpr':
      return undefined
    case 'UnaryExpr':
      return not(evaluate(expression.operand, scope))
    case 'BinaryExpr':
      return binary(expression, scope)
    default:
      throw new Error(`access plugin: cannot read a condition of type ${expression.$type}`)
  }
}

function binary({ operator, left, right }, scope) {
  switch (operator) {
    case '&&':
      return and(evaluate(left, scope), evaluate(right, scope))
    case '||':
      return or(evaluate(left, scope), evaluate(right, scope))
    case '?':
      return evaluate(right, { ...scope, inMember: endsInMembership(left) })
    case 'in':
      return scope.inMember && isRole(left)
        ? right.items.some((item) => named(item) === scope.role)
        : undefined
    case '==':
    case '!=': {
      const equal = equality(left, right, scope)
      return operator === '==' ? equal : not(equal)
    }
    case '>':
      // The member that is looked at is a live one.
      return scope.inMember && named(left) === 'expiresAt' ? true : undefined
    default:
      throw new Error(`access plugin: no rule for the operator ${operator}`)
  }
}

function equality(left, right, scope) {
  if (text(left) === 'auth()') return right.$type === 'NullExpr' ? false : undefined
  if (text(right) === 'auth().spaceId') return true
  if (text(right) === 'auth().id') {
    // Of a new row one is the author; of another one it depends.
    if (named(left) === 'createdById') return scope.operation === 'create' ? true : undefined
    return scope.inMember ? true : undefined
  }
  if (scope.inMember && isRole(left)) return named(right) === scope.role
  return undefined
}

/** `a.b.c`, `auth().id`: the source of a reference. Rebuilt, since inherited rules carry no source text. */
function text(expression) {
  if (expression.$type === 'InvocationExpr') return `${expression.function.$refText}()`
  if (expression.$type === 'MemberAccessExpr')
    return `${text(expression.operand)}.${expression.member.$refText}`
  return named(expression)
}
const named = (expression) => expression.target?.$refText
const isRole = (expression) => named(expression) === 'role'
const endsInMembership = (expression) => /(^|\.)(members|memberships)$/.test(text(expression))

const not = (a) => (a === undefined ? undefined : !a)
const and = (a, b) =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true
const or = (a, b) => not(and(not(a), not(b)))

const render = (
  roles,
  table,
) => `// Written by scripts/zenstack/access.cjs from the rules in schema.zmodel. Do not edit.

/** How far a role may go: every row of its space, some rows (it depends on the row), or none. */
export type Extent = 'all' | 'some' | 'none'

export const roles = ${JSON.stringify(roles)} as const

export const access = ${JSON.stringify(table, null, 2)} as const satisfies Record<string, Record<string, Record<(typeof roles)[number], Extent>>>
`
