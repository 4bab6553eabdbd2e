import type { TestProject } from 'vitest/node'
import { bundleGenerated } from './support/generated-bundle'
import { openTestServer, type TestServer } from './support/test-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** PostgreSQL of this run and the database in it that each test file copies. */
    server: TestServer['address']
  }
}

/** Once per run: a PostgreSQL and a template database with the migrations applied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleGenerated()
  const server = await openTestServer()
  project.provide('server', server.address)
  return server.close
}
