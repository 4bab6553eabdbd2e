import { expect, expectFits, expectGoodPage, signIn, test } from '../support/browser'
import { newSpace, unique } from './steps'

test('the description of the API: an operation is read, and tried with a key', async ({ session }, {
  project,
}) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  const space = await newSpace(page, unique('docs', project.name))
  await page.goto(`${space}/settings/keys`)
  await page.getByRole('button', { name: 'New API key' }).click()
  const making = page.getByRole('dialog')
  await making.getByLabel('Name').fill('Trying out')
  await making.getByRole('button', { name: 'Make key' }).click()
  const secret = (await making.getByText(/^ssk_[0-9a-f]{12}_/).textContent()) ?? ''
  await making.getByRole('button', { name: 'Done' }).click()

  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await page.goto('/docs/api')
  await expect(page).toHaveTitle(/Integration API/)
  const operation = page.locator('.opblock').filter({ hasText: 'List studies' })
  await page.locator('[id="operations-tag-Studies"]').click()
  await expect(operation).toBeVisible()
  await expectGoodPage(page)

  // What it takes and answers, and how programs call it.
  await operation.getByRole('button').first().click()
  await expect(operation).toContainText('page[size]')
  for (const [language, line] of [
    ['curl', `curl --get '`],
    ['R (httr2)', 'req_auth_bearer_token(Sys.getenv("STUDYSPACE_KEY"))'],
    ['Python (httpx)', 'import httpx'],
  ] as const) {
    await operation.locator('summary', { hasText: language }).click()
    await expect(operation.getByText(line)).toBeVisible()
  }
  // What Swagger UI makes of parameters is its own; that it fits is ours.
  await expectFits(page)

  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const entering = page.locator('.dialog-ux')
  await entering.getByLabel('auth-bearer-value').fill(secret)
  await entering.getByRole('button', { name: 'Apply credentials' }).click()
  await entering.getByRole('button', { name: 'Close' }).first().click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  const answered = page.waitForResponse((one) => new URL(one.url()).pathname === '/api/rest/study')
  await operation.getByRole('button', { name: 'Execute' }).click()
  const answer = await answered
  expect(answer.status()).toBe(200)
  expect(new URL(answer.url()).origin).toBe(new URL(page.url()).origin)
  await expect(operation.locator('.live-responses-table')).toContainText('200')
  await expect(operation.locator('.live-responses-table')).toContainText('"jsonapi"')
  expect([...hosts]).toEqual([new URL(page.url()).host])

  // The key is forgotten with the page.
  await page.reload()
  expect(await page.content()).not.toContain(secret)
})
