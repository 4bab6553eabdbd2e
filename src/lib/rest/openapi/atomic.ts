import { LARGEST_BULK } from '../atomic'
import { type Resource, resources } from '../resources'
import { change, newRecord } from './records'
import { exactly, listOf, oneOf, ref, type Schema } from './schema'

/** Documents of JSON:API's extension for atomic operations. */

const POSSIBLE = { add: 'create', update: 'update', remove: 'delete' } as const

type Op = keyof typeof POSSIBLE

const op = (name: Op): Schema => ({ type: 'string', const: name })

const OPERATIONS: Record<Op, (resource: Resource) => Schema> = {
  add: (resource) => exactly({ op: op('add'), data: newRecord(resource, true) }),
  update: (resource) =>
    oneOf(
      [
        exactly({ op: op('update'), data: change(resource, ['type', 'id'], true) }),
        exactly({
          op: op('update'),
          ref: ref(`${resource.model.name}.ref`),
          data: change(resource, ['type'], true),
        }),
      ],
      'anyOf',
    ),
  remove: (resource) => exactly({ op: op('remove'), ref: ref(`${resource.model.name}.ref`) }),
}

const possible = (Object.keys(OPERATIONS) as Op[]).flatMap((name) =>
  resources
    .filter(({ can }) => can[POSSIBLE[name]])
    .map((resource) => ({
      name: `${resource.model.name}.${name}`,
      schema: OPERATIONS[name](resource),
    })),
)

export const atomicSchemas: Record<string, Schema> = {
  ...Object.fromEntries(possible.map(({ name, schema }) => [name, schema])),
  'api.operations': exactly({
    'atomic:operations': listOf(
      oneOf(
        possible.map(({ name }) => ref(name)),
        'anyOf',
      ),
      { minItems: 1, maxItems: LARGEST_BULK },
    ),
  }),
  'api.results': exactly({
    'atomic:results': listOf(
      exactly(
        {
          data: exactly(
            {
              type: ref('api.type'),
              id: { type: 'string' },
              lid: { type: 'string' },
            },
            ['type', 'id'],
          ),
        },
        [],
      ),
      { minItems: 1, maxItems: LARGEST_BULK },
    ),
  }),
}
