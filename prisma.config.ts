import { PrismaPg } from '@prisma/adapter-pg'
import { Pool, type QueryResult } from 'pg'
import { defineConfig } from 'prisma/config'

/**
 * Prisma's command line, run without its downloaded engines (see docs/decisions/0001). Used by
 * `zenstack generate` and by scripts/db-migrate.ts only; the server never reads this file.
 */

const NAME = 19
const CHAR = 18
const TEXT = 25

/**
 * Two corrections of what the introspection queries return. The adapter refuses the system types
 * `name` and `"char"`; both read as text. And Prisma panics at the list of constraints that are no
 * keys, which has a row for each CHECK and, since PostgreSQL 18, for each NOT NULL: Prisma does not
 * manage these, so it sees none.
 */
class MigrationPool extends Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares eight overloads of `query`; this passes all of them through.
  override async query(...args: any[]): Promise<any> {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const result: QueryResult = await (super.query as any)(...args)
    for (const field of result?.fields ?? []) {
      if (field.dataTypeID === NAME || field.dataTypeID === CHAR) field.dataTypeID = TEXT
      if (field.name === 'constraint_type') result.rows = []
    }
    return result
  }
}

class MigrationAdapterFactory extends PrismaPg {
  constructor(connectionString: string | undefined) {
    super(new MigrationPool({ connectionString }), { disposeExternalPool: true })
  }

  override async connect() {
    const adapter = await super.connect()
    // The adapter splits a script at every `;`, which breaks function bodies: send it whole.
    adapter.executeScript = async (script: string) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }

  /** An empty database that scripts/db-migrate.ts made, to replay the migrations in. */
  override async connectToShadowDb() {
    return new MigrationAdapterFactory(process.env.SHADOW_DATABASE_URL).connect()
  }
}

export default defineConfig({
  engine: 'js',
  experimental: { adapter: true },
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  adapter: async () => new MigrationAdapterFactory(process.env.DATABASE_URL),
})
