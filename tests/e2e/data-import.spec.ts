import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, expectGoodPage, signIn, test } from '../support/browser'
import { newSpace, unique } from './steps'

/** Records of any model from a file, from the template to the second import. */
test('a file becomes records: template, columns, check, import, update', async ({ session }, {
  project,
}) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  const space = await newSpace(page, unique('import', project.name))
  await page.goto(`${space}/data/study`)
  await page.getByRole('link', { name: 'Import a file' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import studies')
  await expectGoodPage(page)
  const heading = await template(page)
  expect(heading).toContain('Key,Title,Summary,Status')

  await choose(
    page,
    'Key,Title,Status,Remark\nfirst,First study,draft,a\nSecond!,Second study,,b\n',
  )
  await expect(page.getByRole('combobox', { name: 'Where "Title" goes' })).toHaveText('Title')
  await expect(page.getByRole('combobox', { name: 'Where "Remark" goes' })).toHaveText(
    'Not imported',
  )
  await expectGoodPage(page)
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await expect(page.getByRole('region', { name: 'Refused rows' })).toContainText('Second!')
  const start = page.getByRole('button', { name: 'Import 1 study' })
  await expect(start).toBeDisabled()
  await expectGoodPage(page)
  await page.getByRole('radio', { name: /^Leave these rows out/ }).click()
  await start.dblclick()
  await expect(page.getByText('The import is done')).toBeVisible()
  await expectGoodPage(page)

  await page.getByRole('button', { name: 'Import another file' }).click()
  await choose(page, 'Key,Title\nfirst,Renamed study\n')
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await expect(page.getByRole('button', { name: 'Import 0 studies' })).toBeDisabled()
  await page.getByRole('radio', { name: /^Update them/ }).click()
  await page.getByRole('button', { name: 'Import 1 study' }).click()
  await expect(page.getByText('The import is done')).toBeVisible()
  await page.getByRole('link', { name: 'Show the studies' }).click()
  await expect(page.getByRole('main')).toContainText('Renamed study')
})

test('who may only look is not offered an import', { tag: '@wide' }, async ({ session }) => {
  const page = await session()
  await signIn(page, 'viewer@demo.example')
  await page.goto('/spaces/demo-university/data/study')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studies')
  await expect(page.getByRole('link', { name: 'Import', exact: true })).toHaveCount(0)
  await page.goto('/spaces/demo-university/data/study/import')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  await expect(page.locator('input[type=file]')).toHaveCount(0)
})

async function choose(page: Page, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'studies.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByText('Where do the columns go?')).toBeVisible()
}

async function template(page: Page): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download a template' }).click()
  return readFile(await (await download).path(), 'utf8')
}
