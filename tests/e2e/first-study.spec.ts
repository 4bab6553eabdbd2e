import type { Page } from '@playwright/test'
import { expect, expectGoodPage, linkInMail, signIn, test } from '../support/browser'
import { hasRealdata, realdata } from '../support/realdata'

const CSV = realdata('redcap/redcapr-clinical-trial-1-data.csv')

/**
 * The whole first visit, with three people side by side: a coordinator opens a space, invites a
 * colleague and creates a study; the colleague imports 500 real records; an organisation on the same
 * server sees none of it.
 */
test('from signing in to 500 participants in an isolated space', async ({ session }, testInfo) => {
  test.skip(!hasRealdata(), 'The real data files are not on this machine.')
  const suffix = `${testInfo.project.name}-${Date.now().toString(36)}`
  const space = `/spaces/clinic-${suffix}`
  const study = `${space}/studies/sleep-trial`

  const owner = await session()
  await signIn(owner, 'owner@demo.example')

  await owner.goto('/spaces/new')
  await owner.getByLabel('Name').fill(`Clinic ${suffix}`)
  await expect(owner.getByLabel('Address')).toHaveValue(`clinic-${suffix}`)
  await expectGoodPage(owner)
  await owner.getByRole('button', { name: 'Create space' }).click()
  await owner.waitForURL(`**${space}`)
  await expect(owner.getByRole('heading', { level: 1 })).toContainText(`Clinic ${suffix}`)
  await expectGoodPage(owner)

  const colleagueEmail = `colleague-${suffix}@people.example`
  await invite(owner, space, colleagueEmail)
  const colleague = await session()
  await acceptInvitation(owner, colleague, colleagueEmail, space)

  await owner.goto(`${space}/studies/new`)
  await owner.getByLabel('Title').fill('Sleep trial')
  await expect(owner.getByLabel('Key')).toHaveValue('sleep-trial')
  await owner.getByLabel('Target').fill('600')
  await expectGoodPage(owner)
  await owner.getByRole('button', { name: 'Create study' }).click()
  await owner.waitForURL(`**${study}`)
  await expectGoodPage(owner)

  await importRecords(colleague, study)
  await findParticipant(colleague, study)
  await owner.goto(space)
  await expect(owner.getByRole('main')).toContainText(/500\s+of\s+600|0\s+of\s+600/)

  const stranger = await session()
  await signIn(stranger, 'owner@relief.example')
  for (const address of [
    space,
    study,
    `${study}/participants`,
    `${study}/participants/code/1`,
    `${space}/members`,
  ]) {
    const response = await stranger.goto(address)
    expect(response?.status(), address).toBe(404)
    await expect(stranger.locator('body')).not.toContainText(`Clinic ${suffix}`)
    await expect(stranger.locator('body')).not.toContainText('Sleep trial')
    expect(await stranger.title()).not.toContain('Sleep')
  }
  await stranger.goto('/spaces/demo-relief')
  await stranger.keyboard.press('ControlOrMeta+k')
  await stranger.getByRole('combobox').fill('Sleep trial')
  await expect(stranger.getByRole('dialog')).not.toContainText(`Clinic ${suffix}`)
})

async function invite(owner: Page, space: string, email: string): Promise<void> {
  await owner.goto(`${space}/members`)
  await owner.getByRole('button', { name: 'Invite' }).click()
  await owner.getByRole('dialog').getByLabel('E-mail').fill(email)
  await expectGoodPage(owner)
  await owner.getByRole('button', { name: 'Send invitation' }).click()
  await expect(owner.getByRole('dialog')).toHaveCount(0)
  await expect(owner.getByRole('main')).toContainText(email)
  await expectGoodPage(owner)
}

async function acceptInvitation(
  owner: Page,
  colleague: Page,
  email: string,
  space: string,
): Promise<void> {
  await colleague.goto(await linkInMail(owner, email))
  await expectGoodPage(colleague)
  await colleague.getByLabel('Your name').fill('Sam Colleague')
  await colleague.getByLabel('Password', { exact: true }).fill('a long enough password')
  await colleague.getByRole('button', { name: 'Create account and accept' }).click()
  await colleague.waitForURL(`**${space}`)
}

/** Names, address, phone, birth date and e-mail go to the identity by themselves; a second click does nothing. */
async function importRecords(page: Page, study: string): Promise<void> {
  await page.goto(`${study}/participants/import`)
  await expectGoodPage(page)
  await page.locator('input[type=file]').setInputFiles(CSV)
  await expect(page.getByText('Where do the columns go?')).toBeVisible()
  await expectGoodPage(page)
  await page.getByRole('button', { name: 'Check the rows' }).click()
  const start = page.getByRole('button', { name: 'Import 500 participants' })
  await expect(start).toBeVisible()
  await expectGoodPage(page)
  await start.dblclick()
  await expect(page.getByText('The import is done')).toBeVisible({ timeout: 30_000 })
  await expectGoodPage(page)
}

/** The list and the page of a participant know a code only; who it is takes a deliberate click. */
async function findParticipant(page: Page, study: string): Promise<void> {
  await page.goto(`${study}/participants?code=250`)
  await expect(page.getByRole('main')).not.toContainText('@aol.com')
  await expectGoodPage(page)
  await page.getByRole('link', { name: '250', exact: true }).click()
  await page.waitForURL('**/participants/code/250')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('250')
  await expect(page.getByRole('main')).not.toContainText('@aol.com')
  await expectGoodPage(page)
  await page.getByRole('button', { name: 'Show identity' }).click()
  await expect(page.getByRole('main')).toContainText('@aol.com')
  await expectGoodPage(page)
}
