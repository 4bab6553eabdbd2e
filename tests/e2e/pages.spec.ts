import type { Page } from '@playwright/test'
import { expect, expectFits, expectGoodPage, signIn, test } from '../support/browser'

const SPACE = '/spaces/demo-university'

const pages = [
  '/account',
  '/spaces',
  SPACE,
  `${SPACE}/files`,
  `${SPACE}/files/trash`,
  `${SPACE}/members`,
  `${SPACE}/members/roles`,
  `${SPACE}/settings`,
  `${SPACE}/settings/keys`,
  `${SPACE}/studies`,
  `${SPACE}/studies/new`,
]

const studyPages = [
  '',
  '/arms',
  '/settings',
  '/participants',
  '/participants/new',
  '/participants/import',
]

/**
 * Structure once, colours in both themes. On a phone only what differs there: whether it fits. (The
 * story of the first study looks at its pages with axe on both.)
 */
async function expectGoodInBothThemes(page: Page, { name }: { name: string }): Promise<void> {
  if (name === 'phone') return expectFits(page)
  await expectGoodPage(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectGoodPage(page, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
}

test('every page of a space is good', async ({ session }, { project }) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  for (const address of pages) {
    expect((await page.goto(address))?.status(), address).toBe(200)
    await expectGoodInBothThemes(page, project)
  }
})

test('every page of a study is good', async ({ session }, { project }) => {
  const page = await session()
  await signIn(page, 'owner@demo.example')
  await page.goto(`${SPACE}/studies`)
  const link = page
    .getByRole('main')
    .locator(`a[href^="${SPACE}/studies/"]:not([href$="/new"])`)
    .first()
  const study = (await link.getAttribute('href')) ?? ''
  for (const part of studyPages) {
    expect((await page.goto(study + part))?.status(), part).toBe(200)
    await expectGoodInBothThemes(page, project)
  }
  await page.goto(`${study}/participants`)
  await page.locator('a[href*="/participants/code/"]').first().click()
  await page.waitForURL('**/participants/code/**')
  await expectGoodInBothThemes(page, project)
})

test('the pages before signing in are good', async ({ session }, { project }) => {
  const page = await session()
  for (const address of ['/sign-in', '/sign-up', '/forgotten-password']) {
    await page.goto(address)
    await expectGoodInBothThemes(page, project)
  }
})

test('a viewer is offered nothing that changes, and never sees who somebody is', async ({
  session,
}) => {
  const page = await session()
  const identityCalls: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('participantIdentity')) identityCalls.push(request.url())
  })
  await signIn(page, 'viewer@demo.example')
  await page.goto(`${SPACE}/studies`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: /new study/i })).toHaveCount(0)
  const link = page.getByRole('main').locator(`a[href^="${SPACE}/studies/"]`).first()
  await page.goto(`${await link.getAttribute('href')}/participants`)
  await expect(page.getByRole('link', { name: /import/i })).toHaveCount(0)
  await page.locator('a[href*="/participants/code/"]').first().click()
  await page.waitForURL('**/participants/code/**')
  await expect(page.getByRole('button', { name: /show identity/i })).toHaveCount(0)
  expect(identityCalls).toEqual([])
  expect((await page.goto(`${SPACE}/settings`))?.status()).toBe(404)
})

test('what does not exist in a space answers 404, with a way on', async ({ session }) => {
  const page = await session()
  await signIn(page, 'viewer@demo.example')
  for (const address of [
    '/studies/none',
    '/studies/none/participants',
    '/studies/sleep-and-mood/participants/code/none',
    '/nothing',
  ]) {
    expect((await page.goto(SPACE + address))?.status(), address).toBe(404)
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
  }
})

test('without a session a page leads to signing in, and back', async ({ session }) => {
  const page = await session()
  await signIn(page, 'viewer@demo.example')
  await page.goto(SPACE)
  await page.context().clearCookies()
  await page.goto(`${SPACE}/members`)
  await page.waitForURL('**/sign-in?next=**')
  await expect(page.getByLabel('E-mail')).toBeVisible()
})
