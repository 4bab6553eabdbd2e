/**
 * The border between spaces in SQL: row-level security, rights, and the triggers of the audit trail and
 * of webhooks.
 */
const { lowerFirst } = require('./names.cjs')

const quoted = (name) => `"${name}"`
const literal = (text) => `'${text.replaceAll("'", "''")}'`

/** The condition on every table of a space: run once a statement, because it is a sub-select. */
const IN_ACTIVE_SPACE = '"spaceId" = (select studyspace_space())'

/** The policies of a table, besides the one of the owner. */
function policiesOf({ inSpace, appendOnly, fences }) {
  if (inSpace) {
    return [{ name: 'fence', command: appendOnly ? 'select' : 'all', condition: IN_ACTIVE_SPACE }]
  }
  return Object.entries(fences).map(([command, condition]) => ({
    name: `fence_${command}`,
    command,
    condition,
  }))
}

/** What the application's role may do with a table, as GRANT says it. */
function rightsOf({ inSpace, appendOnly, fences, columns }) {
  const changeable = columns.filter(({ frozen }) => !frozen).map(({ name }) => name)
  if (inSpace && appendOnly) return { select: true, insert: false, delete: false, update: [] }
  if (inSpace) return { select: true, insert: true, delete: true, update: changeable }
  return {
    select: 'select' in fences,
    insert: false,
    delete: 'delete' in fences,
    update: 'update' in fences ? changeable : [],
  }
}

/** The trail itself is not recorded in the trail; of the models outside all spaces, those that say so. */
const isRecorded = ({ audit, inSpace }) => (inSpace ? audit !== 'itself' : audit === 'writes')

/** Whatever a space records can be told to its webhooks, but for what webhooks themselves consist of. */
const offersEvents = (model) => model.inSpace && isRecorded(model) && model.events !== 'none'

function renderSql(models) {
  return `-- Written by scripts/zenstack/tenancy.cjs from schema.zmodel. Do not edit.
-- Idempotent; applied after prisma/guarantees.sql, whose functions it uses.

${models.map(renderTable).join('\n')}`
}

function renderTable(model) {
  const table = quoted(model.name)
  const { select, insert, delete: remove, update } = rightsOf(model)
  const rights = [
    ...(select ? ['select'] : []),
    ...(insert ? ['insert'] : []),
    ...(remove ? ['delete'] : []),
    ...(update.length > 0 ? [`update (${update.map(quoted).join(', ')})`] : []),
  ]
  return `-- ${model.name}
alter table ${table} enable row level security;
alter table ${table} force row level security;
${renderPolicies(table, policiesOf(model))}
select studyspace_grant(${literal(table)}, ${literal(rights.join(', '))});
${renderStatistics(table, model)}${growsLater(model) ? `create or replace trigger later before update on ${table} for each row when (new."updatedAt" <= old."updatedAt") execute function studyspace_later();\n` : ''}${isRecorded(model) ? renderAudit(table, model) : ''}${offersEvents(model) ? renderEvents(table, model) : ''}`
}

/** Columns of one CREATE STATISTICS. */
const MOST_COLUMNS = 8

/**
 * Tells PostgreSQL that whoever names a study has named the space. Otherwise it takes the rows of both
 * for fewer than one where spaces are many, looks keys up in an index that only has those two, and reads
 * the whole study for each row of an import.
 */
function renderStatistics(table, { name, relations }) {
  const keys = relations.map(({ fields }) => fields).filter((fields) => fields.length > 1)
  const columns = [...new Set(keys.flat())].slice(0, MOST_COLUMNS)
  return columns.length > 1
    ? `create statistics if not exists ${quoted(`${name}_keys`)} (dependencies) on ${columns.map(quoted).join(', ')} from ${table};\n`
    : ''
}

const growsLater = ({ appendOnly, columns }) =>
  !appendOnly && ['spaceId', 'updatedAt'].every((name) => columns.some((one) => one.name === name))

function renderPolicies(table, policies) {
  return [
    `select studyspace_drop_policies(${literal(table)});`,
    `create policy owner on ${table} to current_user using (true) with check (true);`,
    ...policies.map(
      ({ name, command, condition }) =>
        `${[
          `create policy ${name} on ${table} for ${command}`,
          `using (${condition})`,
          ...(command === 'all' || command === 'update' ? [`with check (${condition})`] : []),
        ].join(' ')};`,
    ),
  ].join('\n')
}

/** After a statement, with the rows that it wrote. */
const TRANSITIONS = {
  insert: 'new table as changed',
  update: 'old table as former new table as changed',
  delete: 'old table as changed',
}

const renderTriggers = (table, name, operations, call) =>
  operations.map(
    (operation) =>
      `create or replace trigger ${name}_${operation} after ${operation} on ${table} referencing ${TRANSITIONS[operation]} for each statement execute function ${call};`,
  )

const namesOf = (columns, kind) =>
  columns.filter(({ audit }) => audit === kind).map(({ name }) => name)

/** What says by itself which row of which space it is, and bookkeeping. */
const unsaid = (columns) => ['id', 'spaceId', 'updatedAt', ...namesOf(columns, 'never')].join(',')

function renderAudit(table, { name, columns, appendOnly }) {
  // Rows of an append-only table follow from a change that is recorded, unless somebody writes them by hand.
  const rows = appendOnly ? 'derived' : 'all'
  const space = columns.some((column) => column.name === 'spaceId') ? 'spaceId' : 'id'
  const byReference = namesOf(columns, 'reference').join(',')
  const call = `studyspace_audit(${[name, space, unsaid(columns), byReference, rows].map(literal).join(', ')})`
  // Deleting a space takes its trail along; what remains is written down in DeletedSpace.
  const operations = ['insert', 'update', ...(space === 'spaceId' ? ['delete'] : [])]
  return [
    ...renderTriggers(table, 'audit', operations, call),
    `create or replace trigger audit_truncate before truncate on ${table} for each statement execute function studyspace_no_truncate();`,
    '',
  ].join('\n')
}

function renderEvents(table, { name, columns }) {
  const call = `studyspace_webhook_events(${[lowerFirst(name), unsaid(columns)].map(literal).join(', ')})`
  return [...renderTriggers(table, 'webhook', ['insert', 'update', 'delete'], call), ''].join('\n')
}

module.exports = { isRecorded, offersEvents, policiesOf, renderSql, rightsOf }
