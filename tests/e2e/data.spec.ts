import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import {
  expect,
  expectGoodDialog,
  expectGoodPage,
  linkInMail,
  signIn,
  test,
} from '../support/browser'
import { acceptAs, invite, newSpace, unique } from './steps'

/** The data studio: any model as a grid and a form. */

test.describe.configure({ timeout: 180_000 })

const grid = (page: Page) => page.getByRole('grid')

/** The text of the cell that has the focus. */
async function current(page: Page): Promise<string> {
  const id = await grid(page).getAttribute('aria-activedescendant')
  return (await page.locator(`[id="${id}"]`).textContent()) ?? ''
}

async function addStudy(page: Page, space: string, key: string, title: string): Promise<void> {
  await page.goto(`${space}/data/study/new`)
  await page.getByLabel('Key').fill(key)
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Add study' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
}

async function addArm(page: Page, space: string, study: string, key: string): Promise<void> {
  await page.goto(`${space}/data/arm/new`)
  await page.getByRole('combobox', { name: 'Study' }).click()
  await page.getByRole('option', { name: study }).click()
  await page.getByLabel('Key').fill(key)
  await page.getByLabel('Title').fill(`Arm ${key}`)
  await page.getByRole('button', { name: 'Add arm' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Arm ${key}`)
}

test(
  'a grid by keyboard: moving, copying, editing, what the schema refuses',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const page = await session({ refused: true })
    await signIn(page, 'owner@demo.example')
    const space = await newSpace(page, unique('grid', project.name))
    await page.goto(`${space}/data/arm`)
    await expect(page.getByText('No arms yet')).toBeVisible()
    await expectGoodPage(page)
    await addStudy(page, space, 'sleep', 'Sleep')
    for (const key of ['a', 'b', 'c']) await addArm(page, space, 'Sleep', key)

    await page.goto(`${space}/data/arm?sort=key`)
    await grid(page).focus()
    expect(await current(page)).toBe('Arm a')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await current(page)).toBe('Sleep')

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+c')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe('Arm b\tSleep\nArm c\tSleep')

    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByLabel('Title', { exact: true }).fill('Waiting list')
    await page.keyboard.press('Enter')
    await expect(
      grid(page).getByRole('gridcell', { name: 'Waiting list', exact: true }),
    ).toBeVisible()
    await expect(grid(page)).toBeFocused()

    await page.keyboard.press('End')
    await page.keyboard.type('500')
    await page.keyboard.press('Enter')
    const refusal = page.getByRole('alert').filter({ hasText: '100' })
    await expect(refusal).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(refusal).toHaveCount(0)
    await expect(grid(page).getByText('500')).toHaveCount(0)
    await page.reload()
    await expect(
      grid(page).getByRole('gridcell', { name: 'Waiting list', exact: true }),
    ).toBeVisible()
    await expectGoodPage(page)
  },
)

test(
  'filters, views, many records at once, and the way out as a file',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const page = await session({ refused: true })
    await signIn(page, 'owner@demo.example')
    const space = await newSpace(page, unique('many', project.name))
    await addStudy(page, space, 'sleep', 'Sleep')
    await addStudy(page, space, 'mood', 'Mood')
    for (const key of ['a', 'b']) await addArm(page, space, 'Sleep', key)
    await addArm(page, space, 'Mood', 'c')

    await page.goto(`${space}/data/arm`)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Value' }).click()
    await page.getByRole('option', { name: 'Sleep' }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByText('2 arms')).toBeVisible()

    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: /Keep this view/ }).click()
    await page.getByLabel('Name').fill('Sleep only')
    await expectGoodDialog(page)
    await page.getByRole('button', { name: 'Keep view' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(page.getByText('3 arms')).toBeVisible()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Sleep only' }).click()
    await expect(page.getByText('2 arms')).toBeVisible()

    await page.getByRole('checkbox', { name: 'Choose all that are shown' }).click()
    await page.getByRole('button', { name: 'Change a field' }).click()
    await page.getByRole('combobox', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Share' }).click()
    await page.getByLabel('New value').fill('3')
    await expectGoodDialog(page)
    await page.getByRole('button', { name: 'Change 2 records' }).click()
    await expect(page.getByText('2 arms changed')).toBeVisible()
    await expect(grid(page).getByRole('gridcell', { name: '3', exact: true })).toHaveCount(2)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /CSV/ }).click()
    const csv = await readFile(await (await download).path(), 'utf8')
    expect(csv.trim().split('\r\n')).toHaveLength(3)

    await page.getByRole('checkbox', { name: 'Choose Arm a' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('radio', { name: /All arms that fit/ }).click()
    await expect(page.getByText('This touches 2 arms.')).toBeVisible()
    await page.getByRole('button', { name: 'Delete 2 records' }).click()
    await expect(page.getByText('No arms fit')).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await expect(page.getByText('1 arm', { exact: true })).toBeVisible()
  },
)

test('a record: form, draft over a reload, two editors, history and the way back', async ({
  session,
}, { project }) => {
  const slug = unique('record', project.name)
  const owner = await session({ refused: true })
  await signIn(owner, 'owner@demo.example')
  const space = await newSpace(owner, slug)
  await owner.goto(`${space}/data/study/new`)
  await owner.getByRole('button', { name: 'Add study' }).click()
  await expect(owner.getByText('Enter a value.').first()).toBeVisible()
  await addStudy(owner, space, 'sleep', 'Sleep')
  const record = owner.url()
  await expectGoodPage(owner)

  await owner.getByLabel('Summary').fill('Kept over a reload')
  owner.once('dialog', (dialog) => void dialog.accept())
  await owner.reload()
  await expect(owner.getByText('Your unsaved changes are back')).toBeVisible()
  await expect(owner.getByLabel('Summary')).toHaveValue('Kept over a reload')

  const email = `sam-${slug}@people.example`
  const other = await session()
  await signIn(other, 'owner@demo.example')
  await invite(other, space, email)
  await other.goto(record)
  await other.getByLabel('Title').fill('Sleep and dreams')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Sleep and dreams')

  await owner.getByRole('button', { name: 'Save changes' }).click()
  const conflict = owner.getByRole('row', { name: /^Title Sleep/ }).first()
  await expect(conflict.getByRole('cell')).toHaveText(['Sleep', 'Sleep and dreams', 'Not changed'])
  await owner.getByRole('button', { name: 'Go on with my changes' }).click()
  await owner.getByRole('button', { name: 'Save changes' }).click()
  await expect(owner.getByText('Study saved')).toBeVisible()
  await expect(owner.getByLabel('Title')).toHaveValue('Sleep and dreams')

  await owner.getByRole('button', { name: 'Put back: Title' }).click()
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Sleep')

  const sam = await session()
  await acceptAs(sam, 'Sam Colleague', await linkInMail(other, email))
  await sam.waitForURL(`**${space}`)
  await sam.goto(record)
  await expect(sam.getByLabel('Title')).toHaveValue('Sleep')
  await expect(sam.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await expect(sam.getByRole('heading', { name: 'History' })).toHaveCount(0)
})

test('what a person may not do is not offered, and what is not theirs is not there', async ({
  session,
}) => {
  const viewer = await session()
  await signIn(viewer, 'viewer@demo.example')
  await viewer.goto('/spaces/demo-university/data')
  await expectGoodPage(viewer)
  await expect(viewer.getByRole('link', { name: 'Participants' })).toBeVisible()
  for (const hidden of ['Identities', 'Invitations', 'Audit events']) {
    await expect(viewer.getByRole('link', { name: hidden })).toHaveCount(0)
  }
  await viewer.goto('/spaces/demo-university/data/participant')
  await expect(grid(viewer).getByRole('gridcell').first()).toBeVisible()
  await expectGoodPage(viewer)
  for (const name of ['Import', 'New participant']) {
    await expect(viewer.getByRole('link', { name })).toHaveCount(0)
  }
  await expect(grid(viewer).getByRole('checkbox')).toHaveCount(0)
  const record = await grid(viewer)
    .getByRole('link', { name: /^Open/ })
    .first()
    .getAttribute('href')
  for (const path of ['participant-identity', 'participant/new', 'audit-event', 'nothing']) {
    expect((await viewer.goto(`/spaces/demo-university/data/${path}`))?.status(), path).toBe(404)
  }

  const stranger = await session()
  await signIn(stranger, 'owner@relief.example')
  expect((await stranger.goto(record ?? ''))?.status()).toBe(404)
  const id = record?.split('/').at(-1)
  const there = `/spaces/demo-relief/data/participant/${id}`
  expect((await stranger.goto(there))?.status()).toBe(404)
})
