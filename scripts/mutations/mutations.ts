import type { Relation, Table } from '@/generated/tenancy'

/** One guard taken away: from the rules in schema.zmodel, or from the database that they become. */
export type Mutation = {
  /** As the table of docs/isolation.md shows it; no two are the same. */
  name: string
  layer: 'rule' | 'key' | 'policy' | 'right' | 'trigger'
} & ({ sql: string } | { rewrite: (schema: string) => string })

/** Every guard that the border between spaces stands on, from the schema as it is. */
export function mutationsOf(schema: string, tables: readonly Table[]): Mutation[] {
  return [
    ...tables.flatMap(policyMutations),
    ...tables.flatMap(rightMutations),
    ...tables.flatMap((table) => keyMutations(table, tables)),
    ...tables.flatMap((table) => triggerMutations(table, tables)),
    ...ruleMutations(schema),
  ]
}

// ---------------------------------------------------------------------------------------------
// The rules of the base, in schema.zmodel
// ---------------------------------------------------------------------------------------------

const SAME_SPACE = 'spaceId == auth().spaceId && '
const FROZEN = " @deny('update', true)"

function ruleMutations(schema: string): Mutation[] {
  const [head, name] = /^abstract model (\w+) \{$/m.exec(schema) ?? []
  if (!head || !name) throw new Error('schema.zmodel has no abstract model to begin with.')
  const start = schema.indexOf(head)
  const lines = schema.slice(start, schema.indexOf('\n}', start)).split('\n')
  const replacing = (line: string, by: string) => (text: string) => text.replace(line, () => by)
  return lines.flatMap((line): Mutation[] => {
    const rule = /^\s*@@(deny|allow)\('(\w+)'/.exec(line)
    const column = /^\s*(\w+)/.exec(line)?.[1]
    const at = (what: string) => ({ layer: 'rule' as const, name: `${name}: ${what}` })
    if (rule) {
      const what = `${rule[1]} ${rule[2]}`
      return [
        { ...at(`\`@@${what}\` removed`), rewrite: replacing(`${line}\n`, '') },
        ...(line.includes(SAME_SPACE)
          ? [
              {
                ...at(`\`@@${what}\` in any space`),
                rewrite: replacing(line, line.replace(SAME_SPACE, '')),
              },
            ]
          : []),
      ]
    }
    if (line.includes(FROZEN)) {
      return [{ ...at(`${column} may change`), rewrite: replacing(line, line.replace(FROZEN, '')) }]
    }
    if (line.includes('@@unique')) {
      return [{ ...at(`\`${line.trim()}\` removed`), rewrite: replacing(`${line}\n`, '') }]
    }
    return []
  })
}

// ---------------------------------------------------------------------------------------------
// The database
// ---------------------------------------------------------------------------------------------

function policyMutations({ name, policies }: Table): Mutation[] {
  const layer = 'policy'
  return [
    ...policies.flatMap((policy): Mutation[] => {
      const check = ['all', 'update'].includes(policy.command) ? ' with check (true)' : ''
      return [
        {
          layer,
          name: `${name}: policy ${policy.name} dropped`,
          sql: `drop policy ${policy.name} on "${name}";`,
        },
        {
          layer,
          name: `${name}: policy ${policy.name} always true`,
          sql: `alter policy ${policy.name} on "${name}" using (true)${check};`,
        },
      ]
    }),
    ...(policies.length > 0
      ? [
          {
            layer,
            name: `${name}: row-level security off`,
            sql: `alter table "${name}" disable row level security;`,
          } as const,
        ]
      : []),
  ]
}

/** What the application may not do with a table at all: secrets, and what is only added to. */
function rightMutations({ name, rights, appendOnly, policies }: Table): Mutation[] {
  if (rights.select && !appendOnly) return []
  const opened = policies.length > 0 ? '' : ` alter table "${name}" disable row level security;`
  return [
    {
      layer: 'right',
      name: `${name}: the application may do everything`,
      sql: `select studyspace_grant('"${name}"', 'select, insert, update, delete');${opened}`,
    },
  ]
}

function keyMutations(table: Table, tables: readonly Table[]): Mutation[] {
  const links = table.relations.filter(
    (relation) => relation.fields.length > 1 && relation.fields.includes('spaceId'),
  )
  return [
    ...links.map((link): Mutation => linkMutation(table, link)),
    ...table.keys
      .filter((key) => key.length > 1 && key[0] === 'spaceId')
      // A key with a parent in it is about one space anyway.
      .filter((key) => !key.slice(1).some((column) => isLink(column, table, tables)))
      .map((key): Mutation => uniqueMutation(table, key)),
  ]
}

function linkMutation(
  { name }: Table,
  { name: field, model, fields, references }: Relation,
): Mutation {
  const constraint = `"${name}_${fields.join('_')}_fkey"`
  return {
    layer: 'key',
    name: `${name}.${field}: a key of one column`,
    sql: `alter table "${name}" drop constraint ${constraint}, add constraint ${constraint}
      foreign key ("${fields[0]}") references "${model}" ("${references[0]}") on delete cascade;`,
  }
}

function uniqueMutation({ name }: Table, key: readonly string[]): Mutation {
  const index = `"${name}_${key.join('_')}_key"`
  const rest = key.slice(1).map((column) => `"${column}"`)
  return {
    layer: 'key',
    name: `${name}: unique (${key.join(', ')}) without the space`,
    sql: `drop index ${index}; create unique index ${index} on "${name}" (${rest.join(', ')});`,
  }
}

const isLink = (column: string, { relations }: Table, tables: readonly Table[]) =>
  relations.some(
    ({ fields, model }) =>
      fields.includes(column) && tables.some((table) => table.name === model && table.inSpace),
  )

/** Without those that another guard makes superfluous, so that nobody could miss them. */
function triggerMutations(table: Table, tables: readonly Table[]): Mutation[] {
  const { name, appendOnly, recorded, inSpace, columns } = table
  const belongs = columns.some((column) => column.name === 'spaceId')
  // One that others link to cannot be emptied without emptying them.
  const isLinkedTo = tables.some(({ relations }) =>
    relations.some(({ model, fields }) => model === name && fields.length > 0),
  )
  const triggers = [
    ...(appendOnly ? ['append_only'] : []),
    ...(inSpace && !appendOnly ? ['write_once'] : []),
    ...(recorded ? ['audit_insert'] : []),
    ...(recorded && !appendOnly ? ['audit_update'] : []),
    ...(recorded && !appendOnly && belongs ? ['audit_delete'] : []),
    ...(recorded && !appendOnly && !isLinkedTo ? ['audit_truncate'] : []),
    ...(name === 'AuditEvent' ? ['audit_seal'] : []),
    ...(name === 'Space' ? ['space_deleted'] : []),
  ]
  return triggers.map((trigger) => ({
    layer: 'trigger',
    name: `${name}: trigger ${trigger} dropped`,
    sql: `drop trigger ${trigger} on "${name}";`,
  }))
}
