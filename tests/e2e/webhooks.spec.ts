import { expect, expectGoodDialog, expectGoodPage, signIn, test } from '../support/browser'
import { openReceiver, verify } from '../support/receiver'
import { newSpace, unique } from './steps'

/** Webhooks as the owner of a space sets them up and looks after them. */

test('an owner makes a webhook, tests it, and has a message sent again that failed', async ({
  session,
}, { project }) => {
  let status = 200
  const receiver = await openReceiver(() => status)
  const page = await session()
  await signIn(page, 'owner@demo.example')
  const space = await newSpace(page, unique('hooks', project.name))
  await page.goto(`${space}/settings`)
  await page.getByRole('link', { name: 'Webhooks', exact: true }).click()
  await expect(page.getByText('No webhooks yet')).toBeVisible()
  await expectGoodPage(page)

  await page.getByRole('button', { name: 'New webhook' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill('https://user:secret@example.org/')
  await dialog.getByRole('button', { name: 'Make webhook' }).click()
  await expect(dialog.getByText('Choose at least one event.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Study: added' }).click()
  await dialog.getByRole('button', { name: 'Make webhook' }).click()
  await expect(dialog.getByText('must not hold a name or password')).toBeVisible()
  await expectGoodDialog(page)
  await dialog.getByLabel('Address').fill(receiver.url)
  await dialog.getByRole('button', { name: 'Make webhook' }).click()
  await expect(dialog.getByText('Copy the secret now')).toBeVisible()
  const secret = (await dialog.getByTestId('secret').textContent())?.trim() ?? ''
  await expectGoodDialog(page)
  await dialog.getByRole('button', { name: 'I have copied it' }).click()

  await page.getByRole('link', { name: receiver.url }).click()
  await expect(page.getByText('No messages yet')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(secret)
  const messages = page.getByRole('region', { name: 'Messages' })
  status = 500
  await page.getByRole('button', { name: 'Send a test' }).click()
  await messages.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(dialog.getByText('The receiver answered with the status 500.')).toBeVisible()
  await expectGoodDialog(page)
  status = 204
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(messages.getByText('Delivered')).toBeVisible()
  await expectGoodPage(page)
  const ids = new Set(receiver.ids())
  expect(ids.size).toBe(1)
  for (const got of receiver.received) verify(secret, got)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Switch off' }).click()
  await expect(page.getByText('Nothing is recorded for it.')).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('button', { name: 'Delete webhook' }).click()
  await expect(page.getByText('No webhooks yet')).toBeVisible()
  await receiver.close()
})

test('a coordinator finds no webhooks', { tag: '@wide' }, async ({ session }) => {
  const page = await session()
  await signIn(page, 'coordinator@demo.example')
  const answer = await page.goto('/spaces/demo-university/settings/webhooks')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('navigation').getByText('Webhooks')).toHaveCount(0)
})
