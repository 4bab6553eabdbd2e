import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, expectGoodDialog, expectGoodPage, signIn, test } from '../support/browser'

/** The audit trail of a space, as its owner reads it. */

const SPACE = '/spaces/demo-university'
const TRAIL = `${SPACE}/audit`
const PARTICIPANTS = `${SPACE}/studies/sleep-and-mood/participants`

const events = (page: Page) => page.getByRole('region', { name: 'Events' })

/** Chooses a value of a filter and closes its menu. */
async function filter(page: Page, name: string, value: string): Promise<void> {
  await events(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await page.getByRole('menuitemcheckbox', { name: value, exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
}

async function setLanguage(page: Page, language: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('combobox', { name: 'Language' }).click()
  await page.getByPlaceholder('Search languages').fill(language)
  await page.getByRole('option', { name: new RegExp(language) }).click()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toHaveCount(0)
}

/** Opens the newest event with this text. */
async function open(page: Page, text: string) {
  await events(page).getByRole('button', { name: text, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: text })).toBeVisible()
  return dialog
}

test('the owner sees who looked at an identity and what was changed, and takes it out as a file', async ({
  session,
}, { project }) => {
  // The layouts are tested side by side, and one person at a time edits a participant.
  const code = project.name === 'phone' ? 'SM-004' : 'SM-003'
  const page = await session()
  await signIn(page, 'owner@demo.example')
  await page.goto(`${PARTICIPANTS}/code/${code}`)
  await page.getByRole('button', { name: 'Show identity' }).click()
  await expect(page.getByRole('main')).toContainText('Given name')
  await setLanguage(page, 'Tamil')
  await setLanguage(page, 'Sinhala')

  await page.goto(TRAIL)
  await expect(events(page)).toContainText(`Changed participant ${code}`)
  await expectGoodPage(page)
  const change = await open(page, `Changed participant ${code}`)
  const language = change.getByRole('row', { name: /^Language/ })
  await expect(language.getByRole('cell')).toHaveText([/Tamil/, /Sinhala/])
  await expectGoodDialog(page)
  await change.getByRole('button', { name: 'History of this record' }).click()
  await expect(page).toHaveURL(/record=/)
  await expect(events(page)).toContainText(`Added participant ${code}`)

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await filter(page, 'What', 'Looked at')
  await expect(page).toHaveURL(/what=reveal/)
  await expect(events(page)).not.toContainText('Changed')
  const reveal = await open(page, `Looked at the identity of ${code}`)
  await expect(reveal).toContainText('Ruth Albrecht')
  await expectGoodDialog(page)
  await page.keyboard.press('Escape')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^audit-trail-demo-university-.*\.csv$/)
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toContain('Ruth Albrecht')
  expect(csv).not.toMatch(/,Changed,/)
  await page.reload()
  await filter(page, 'What', 'Exported')
  const exported = await open(page, 'Exported the audit trail')
  await expect(exported).toContainText('Looked at')
})

test('a viewer finds no audit trail', async ({ session }) => {
  const page = await session()
  await signIn(page, 'viewer@demo.example')
  await expect(page.getByRole('link', { name: 'Audit trail' })).toHaveCount(0)
  for (const address of [TRAIL, '/api/export/audit?space=demo-university']) {
    const response = await page.request.get(address)
    expect(response.status(), address).toBe(404)
  }
  const response = await page.goto(TRAIL)
  expect(response?.status()).toBe(404)
})
