/**
 * Reads a schema that may be wrong, before anything is made from it, and says all that is wrong with it
 * at once: what ZenStack would say, in plain words, and the gaps that scripts/zenstack/gaps.cjs finds.
 */
const { mkdtempSync, readFileSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { getLiteral, getLiteralArray } = require('@zenstackhq/sdk')
const { faultsOf } = require('./gaps.cjs')
const { readModels } = require('./schema-reader.cjs')
const { translate } = require('./translate.cjs')

/**
 * @returns {Promise<{ faults: string[], models: object[], prisma: string }>} what to mend, or else the
 * models and the schema for Prisma.
 */
exports.inspectSchema = async (file) => (await readSchema(file)).inspection

/**
 * The same, and `relinked()`: the schema as plugins of ZenStack want it, in which each model has all
 * fields and rules of its base. For a schema without faults.
 */
exports.readSchema = readSchema

async function readSchema(file) {
  const { document, schema, services } = await parse(file)
  const inspection = await inspect(document, schema, services.references.Linker, file)
  return { inspection, relinked: () => relink(schema, services) }
}

async function inspect(document, schema, linker, file) {
  const text = readFileSync(file, 'utf8')
  const errors = (document.diagnostics ?? []).filter(({ severity }) => severity === 1)
  // A file that cannot be read to its end says nothing about its models.
  if (document.parseResult.parserErrors.length > 0) {
    return { faults: errors.map((error) => translate(error, text)), models: [], prisma: '' }
  }
  // As `zenstack generate` does it: fields and rules of the base become those of each model.
  require('zenstack/utils/ast-utils.js').mergeBaseModels(schema, linker)
  const options = optionsOf(schema)
  const models = readModels(schema, options)
  const gaps = models.flatMap((model) => faultsOf(model, models, options))
  const others = errors.filter(isNotIn(gaps)).map((error) => translate(error, text))
  const faults = [...gaps, ...new Set(others)]
  if (faults.length > 0) return { faults, models, prisma: '' }
  return { faults, models, prisma: await prismaSchema(schema, file) }
}

async function parse(file) {
  const { createZModelServices } = require('zenstack/language-server/zmodel-module.js')
  const { NodeFileSystem } = require('langium/node')
  const { URI } = require('vscode-uri')
  const services = createZModelServices(NodeFileSystem).ZModel
  const { shared } = services
  const library = path.join(require.resolve('zenstack/package.json'), '../res/stdlib.zmodel')
  const open = (name) =>
    shared.workspace.LangiumDocuments.getOrCreateDocument(
      URI.parse(pathToFileURL(path.resolve(name)).href),
    )
  const document = open(file)
  await shared.workspace.DocumentBuilder.build([open(library), document], {
    validationChecks: 'all',
  })
  return { document, schema: document.parseResult.value, services }
}

/** References were found before the models had what they inherit. Nothing is checked a second time. */
async function relink(schema, { shared, references }) {
  const { uri } = schema.$document
  references.Linker.unlink(schema.$document)
  await shared.workspace.DocumentBuilder.update([], [uri])
  const document = shared.workspace.LangiumDocumentFactory.fromModel(schema, uri)
  shared.workspace.LangiumDocuments.addDocument(document)
  await shared.workspace.DocumentBuilder.build([document], { validation: false })
  return document.parseResult.value
}

/** `base` and `globals` of the plugin that writes the fence. */
function optionsOf(schema) {
  const plugin = schema.declarations.find(
    ({ $type, fields }) =>
      $type === 'Plugin' &&
      fields.some(({ name, value }) => name === 'provider' && /tenancy\.cjs/.test(value.value)),
  )
  const options = { base: 'SpaceRecord', globals: [] }
  for (const { name, value } of plugin?.fields ?? []) {
    options[name] = getLiteral(value) ?? getLiteralArray(value)
  }
  return options
}

/** What gaps.cjs says better, with the line to write, is not said twice. */
const isNotIn =
  (gaps) =>
  ({ message }) =>
    gaps.length === 0 || !/missing an opposite relation|Duplicated declaration name/.test(message)

async function prismaSchema(schema, file) {
  const { PrismaSchemaGenerator } = require('zenstack/plugins/prisma/schema-generator.js')
  const folder = mkdtempSync(path.join(tmpdir(), 'studyspace-schema-'))
  try {
    const output = path.join(folder, 'schema.prisma')
    const options = { provider: '@core/prisma', schemaPath: file, output, format: false }
    await new PrismaSchemaGenerator(schema).generate(options)
    return readFileSync(output, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
