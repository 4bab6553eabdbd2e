import { expect, expectGoodDialog, expectGoodPage, signIn, test } from '../support/browser'
import { choose, newSpace, unique } from './steps'

test('an API key: made, shown once, given a new secret, revoked', async ({ session }, {
  project,
}) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  const space = await newSpace(page, unique('keys', project.name))

  await page.goto(`${space}/settings/keys`)
  await expect(page.getByText('No API keys yet')).toBeVisible()
  await page.getByRole('button', { name: 'New API key' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByLabel('Networks').fill('everywhere')
  await dialog.getByLabel('Reads only').check()
  await expectGoodDialog(page)
  await dialog.getByRole('button', { name: 'Make key' }).click()
  await expect(dialog).toContainText('"everywhere" is not a network')
  await dialog.getByLabel('Networks').fill('192.0.2.0/24')
  await dialog.getByLabel('Networks').press('Tab')
  await dialog.getByRole('button', { name: 'Make key' }).click()

  const shown = dialog.getByText(/^ssk_[0-9a-f]{12}_/)
  const secret = (await shown.textContent()) ?? ''
  await expect(dialog).toContainText(`curl -H "Authorization: Bearer ${secret}"`)
  await expectGoodDialog(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await page.reload()
  const main = page.getByRole('main')
  await expect(main).toContainText(secret.slice(0, 16))
  await expect(main).toContainText('192.0.2.0/24')
  await expect(main).toContainText('Reads only')
  expect(await page.content()).not.toContain(secret)
  await expectGoodPage(page)

  const rotation = await choose(page, 'Actions for Nightly export', /New secret/)
  await expectGoodDialog(page)
  await rotation.getByRole('button', { name: 'Make new secret' }).click()
  await expect(rotation.getByText(/^ssk_[0-9a-f]{12}_/)).not.toHaveText(secret)
  await rotation.getByRole('button', { name: 'Done' }).click()
  await expect(rotation).toHaveCount(0)

  // A key is nobody's colleague.
  await page.goto(`${space}/members`)
  await expect(page.getByRole('button', { name: 'Actions for Ruth Albrecht' })).toBeVisible()
  await expect(page.getByText('Nightly export')).toHaveCount(0)

  await page.goto(`${space}/settings/keys`)
  const question = await choose(page, 'Actions for Nightly export', /Revoke/)
  await expectGoodDialog(page)
  await question.getByRole('button', { name: 'Revoke key' }).click()
  await expect(question).toHaveCount(0)
  await expect(main).toContainText('Revoked')
  await expect(page.getByRole('button', { name: 'Actions for Nightly export' })).toHaveCount(0)
  await expectGoodPage(page)
})

test('who runs no space sees no keys', { tag: '@wide' }, async ({ session }) => {
  const coordinator = await session()
  await signIn(coordinator, 'coordinator@demo.example')
  const space = '/spaces/demo-university'
  expect((await coordinator.goto(`${space}/settings/keys`))?.status()).toBe(404)
  await coordinator.goto(space)
  await expect(coordinator.getByRole('link', { name: 'Settings' })).toHaveCount(0)
})
