import type { Page } from '@playwright/test'
import { expect, expectGoodDialog, expectGoodPage, signIn, test } from '../support/browser'
import { PNG, pdfOf } from '../support/sample-files'

const SPACE = '/spaces/demo-university'

type Sample = { name: string; mimeType: string; buffer: Buffer }

async function upload(page: Page, files: Sample[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload files' }).first().click()
  await (await chooser).setFiles(files)
}

/** As if somebody had dragged it from their desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName = '', content = '']) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], fileName, { type: 'text/plain' }))
      return transfer
    },
    [name, text],
  )
  const target = page.getByRole('region', { name: 'Files', exact: true })
  await target.dispatchEvent('dragover', { dataTransfer })
  await expect(page.getByText('Drop files to upload them here')).toBeVisible()
  await target.dispatchEvent('drop', { dataTransfer })
}

/** Messages fade away, and while they do, their contrast is poor. */
async function expectGoodAndQuiet(page: Page): Promise<void> {
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0)
  await expectGoodPage(page)
}

async function choose(page: Page, of: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${of}` }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

const fileNamed = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Files', exact: true }).getByText(name, { exact: true })

test('files: upload, preview, folders, the trash and back', async ({ session }, { project }) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  const slug = `files-${project.name}-${Date.now().toString(36)}`
  await page.goto('/spaces/new')
  await page.getByLabel('Name').fill(slug)
  await page.getByRole('button', { name: 'Create space' }).click()
  await page.waitForURL(`**/spaces/${slug}`)
  await page.goto(`/spaces/${slug}/files`)
  await expect(page.getByText('No files yet')).toBeVisible()
  await expectGoodPage(page)

  await upload(page, [
    { name: 'sheet.pdf', mimeType: 'application/pdf', buffer: pdfOf(['Page one', 'Page two']) },
    { name: 'Größe موافقة.png', mimeType: 'image/png', buffer: PNG },
  ])
  await expect(page.getByText('2 of 2 uploaded')).toBeVisible()
  await expect(fileNamed(page, 'sheet.pdf')).toBeVisible()
  await drop(page, 'dropped.txt', 'hello')
  await expect(page.getByText('3 of 3 uploaded')).toBeVisible()
  await expectGoodPage(page)
  await page.getByRole('button', { name: 'Clear finished' }).click()

  await page.getByRole('button', { name: 'Preview Größe موافقة.png' }).click()
  const image = page.getByRole('dialog').getByRole('img')
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
  await expectGoodDialog(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Preview sheet.pdf' }).click()
  await expect(page.getByText('Page 1 of 2')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('Page 2 of 2')).toBeVisible()
  await expectGoodDialog(page)
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('sheet.pdf')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'New folder' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Protocols')
  await expectGoodDialog(page)
  await page.getByRole('button', { name: 'Make folder' }).click()
  await expect(page.getByRole('link', { name: 'Protocols' })).toBeVisible()

  await choose(page, 'sheet.pdf', 'Move…')
  await page.getByRole('dialog').getByRole('button', { name: 'Protocols' }).click()
  await expect(page.getByText('No folders in here.')).toBeVisible()
  await expectGoodDialog(page)
  await page.getByRole('button', { name: 'Move to Protocols' }).click()
  await expect(fileNamed(page, 'sheet.pdf')).toHaveCount(0)

  await page.getByRole('link', { name: 'Protocols' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Protocols')
  await choose(page, 'sheet.pdf', 'Rename…')
  await page.getByRole('dialog').getByLabel('Name').fill('Information sheet.pdf')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(fileNamed(page, 'Information sheet.pdf')).toBeVisible()
  await expectGoodAndQuiet(page)

  await choose(page, 'Information sheet.pdf', 'Delete')
  await expect(page.getByText('This folder is empty')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(fileNamed(page, 'Information sheet.pdf')).toBeVisible()

  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click()
  await choose(page, 'Protocols', 'Delete')
  await expect(page.getByRole('link', { name: 'Protocols' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Trash' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trash')
  await expectGoodAndQuiet(page)
  await choose(page, 'Protocols', 'Delete for good…')
  await expectGoodDialog(page)
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('The trash is empty')).toBeVisible()
})

test('a viewer is offered to read files and nothing else', async ({ session }) => {
  const page = await session()
  await signIn(page, 'viewer@demo.example')
  await page.goto(`${SPACE}/files`)
  await expect(page.getByText('No files yet')).toBeVisible()
  for (const name of ['Upload files', 'New folder']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  }
})
