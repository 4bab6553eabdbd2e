/**
 * The process that reads schema.zmodel and generates from it (src/generated, prisma/tenancy.sql): what
 * `zenstack generate` does with the plugins of schema.zmodel, in less than half of its processor time. The schema is read
 * once, for its faults and for the code; what is written is not formatted, since nobody reads it; and
 * no second Prisma client is made (see Enhancer).
 *
 * Started by scripts/schema-process.ts: `node generate.cjs schema.zmodel FOLDER`. It tells what it read,
 * waits for the word, and ends.
 */
const { mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const sdk = require('@zenstackhq/sdk')
const { isTypeDef } = require('@zenstackhq/sdk/ast')
const { getDMMF } = require('@zenstackhq/sdk/prisma')
const modelMeta = require('zenstack/plugins/enhancer/model-meta/index.js')
const policy = require('zenstack/plugins/enhancer/policy/index.js')
const { EnhancerGenerator } = require('zenstack/plugins/enhancer/enhance/index.js')
const {
  generateTypeDefType,
} = require('zenstack/plugins/enhancer/enhance/model-typedef-generator.js')
const zod = require('zenstack/plugins/zod/index.js')
const { readSchema } = require('./inspect-schema.cjs')

/** Relative to schema.zmodel, as the generator `client` there has it. */
const PRISMA_CLIENT = './src/generated/prisma/client'
const CORE = '@core/'

/**
 * ZenStack makes a second Prisma client, with other types, as soon as the schema has a `type`. It needs
 * one only where a field has such a type; ours says what `auth()` is.
 */
class Enhancer extends EnhancerGenerator {
  hasTypeDef(schema) {
    return sdk
      .getDataModels(schema)
      .some(({ fields }) => fields.some(({ type }) => isTypeDef(type.reference?.ref)))
  }

  createSimplePrismaImports(...args) {
    const types = this.project.createSourceFile(path.join(this.outDir, 'json-types.ts'))
    for (const type of this.model.declarations.filter(isTypeDef)) generateTypeDefType(types, type)
    return `${super.createSimplePrismaImports(...args)}\nimport type * as $TypeDefs from './json-types'`
  }
}

async function generate(schema, prismaSchema, { schemaPath, output }) {
  sdk.ensureEmptyDir(output)
  const tsProject = sdk.createProject()
  const core = { schemaPath, prismaClientPath: PRISMA_CLIENT, withZodSchemas: true }
  let dmmf = await getDMMF({ datamodel: prismaSchema })
  await modelMeta.generate(schema, core, tsProject, output)
  await policy.generate(schema, core, tsProject, output)
  const enhanced = await new Enhancer(schema, core, tsProject, output).generate()
  dmmf = enhanced.dmmf ?? dmmf
  await zod.default(schema, core, dmmf, { output, tsProject })
  for (const file of tsProject.getSourceFiles()) save(file.getFilePath(), file.getFullText())
  for (const { provider, ...options } of pluginsOf(schema)) {
    const run = require(path.resolve(path.dirname(schemaPath), provider)).default
    await run(schema, { ...core, provider, ...options }, dmmf, { output, tsProject })
  }
}

function save(file, text) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The plugins of our own, with what schema.zmodel says to them. */
const pluginsOf = (schema) =>
  schema.declarations
    .filter(({ $type }) => $type === 'Plugin')
    .map(({ fields }) =>
      Object.fromEntries(
        fields.map(({ name, value }) => [
          name,
          sdk.getLiteral(value) ?? sdk.getLiteralArray(value),
        ]),
      ),
    )
    .filter(({ provider }) => !provider.startsWith(CORE))

async function main([file, folder]) {
  const { inspection, relinked } = await readSchema(file)
  process.once('message', async () => {
    try {
      await generate(await relinked(), inspection.prisma, {
        schemaPath: path.resolve(file),
        output: path.resolve(folder),
      })
      process.send({ done: true }, () => process.disconnect())
    } catch (error) {
      process.send({ failure: error.stack ?? String(error) }, () => process.disconnect())
    }
  })
  process.send({ inspection })
}

main(process.argv.slice(2))
