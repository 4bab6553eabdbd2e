import {
  expect,
  expectGoodDialog,
  expectGoodPage,
  linkInMail,
  signIn,
  test,
} from '../support/browser'
import { acceptAs, choose, confirm, invite, newSpace, unique } from './steps'

/**
 * What coordinators do after the first day, each step through the interface. A story is told in one
 * layout (its tag), except for the list, which differs between them.
 */

test(
  'members: invitations, roles, expiry, transfer, removing',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const slug = unique('team', project.name)
    const owner = await session()
    await signIn(owner, 'owner@demo.example')
    const space = await newSpace(owner, slug)

    const withdrawn = `withdrawn-${slug}@people.example`
    await invite(owner, space, withdrawn)
    await owner.getByRole('button', { name: `Send again to ${withdrawn}` }).click()
    await expect(owner.getByText('Invitation sent again')).toBeVisible()
    const link = await linkInMail(owner, withdrawn)
    await owner.goto(`${space}/members`)
    await owner.getByRole('button', { name: `Withdraw the invitation of ${withdrawn}` }).click()
    await owner.getByRole('button', { name: 'Withdraw invitation', exact: true }).click()
    await expect(owner.getByText('No open invitations')).toBeVisible()
    const uninvited = await session()
    await uninvited.goto(link)
    await expect(uninvited.getByLabel('Your name')).toHaveCount(0)
    await expectGoodPage(uninvited)

    const email = `sam-${slug}@people.example`
    await invite(owner, space, email)
    const sam = await session()
    await acceptAs(sam, 'Sam Colleague', await linkInMail(owner, email))
    await sam.waitForURL(`**${space}`)

    await owner.goto(`${space}/members`)
    const lastOwner = await choose(owner, 'Actions for Ruth Albrecht', /Leave space/)
    await expect(lastOwner).toContainText('You are the only owner')
    await lastOwner.getByRole('button', { name: 'Close' }).first().click()

    const expiry = await choose(owner, 'Actions for Sam Colleague', /Change expiry date/)
    await expiry.getByLabel('Last day').fill('2040-01-31')
    await expiry.getByRole('button', { name: 'Save' }).click()
    await expect(owner.getByRole('main')).toContainText('31 Jan 2040')

    const role = await choose(owner, 'Actions for Sam Colleague', /Change role/)
    await role.getByRole('combobox').click()
    await owner.getByRole('option', { name: /^Viewer/ }).click()
    await role.getByRole('button', { name: 'Change role' }).click()
    await expect(role).toHaveCount(0)
    await sam.goto(`${space}/studies`)
    await expect(sam.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(sam.getByRole('link', { name: /new study/i })).toHaveCount(0)

    await choose(owner, 'Actions for Sam Colleague', /Transfer ownership/)
    await confirm(owner, 'Sam Colleague', 'Transfer ownership')
    await expect(owner.getByRole('button', { name: 'Actions for Sam Colleague' })).toHaveCount(0)

    await sam.goto(`${space}/members`)
    await choose(sam, 'Actions for Ruth Albrecht', /Remove from space/)
    await confirm(sam, 'Ruth Albrecht', 'Remove')
    expect((await owner.goto(space))?.status()).toBe(404)

    await sam.goto(`${space}/settings`)
    await sam.getByLabel('Name').fill('Renamed team')
    await sam.getByRole('button', { name: 'Save changes' }).click()
    await expect(sam.getByText('Renamed team').first()).toBeVisible()
    await sam.reload()
    await sam.getByRole('button', { name: 'Delete space…' }).click()
    await confirm(sam, 'Renamed team', 'Delete space')
    await sam.waitForURL((url) => !url.pathname.startsWith(space))
    expect((await sam.goto(space))?.status()).toBe(404)
  },
)

test(
  'studies: from draft to archive and away',
  { tag: '@phone' },
  async ({ session }, { project }) => {
    const slug = unique('unit', project.name)
    const page = await session()
    await signIn(page, 'owner@demo.example')
    const space = await newSpace(page, slug)
    await page.goto(`${space}/studies/new`)
    await page.getByLabel('Title').fill('Short study')
    await expect(page.getByLabel('Key')).toHaveValue('short-study')
    await page.getByRole('button', { name: 'Create study' }).click()
    await page.waitForURL('**/studies/short-study')
    const study = `${space}/studies/short-study`

    await page.goto(`${study}/participants/new`)
    const code = await page.getByLabel('Code').inputValue()
    expect(code).toMatch(/\w{4,}/)
    await page.getByRole('button', { name: 'Enter name or contact' }).click()
    await page.getByLabel('Given name').fill('Noor')
    await page.getByRole('button', { name: 'Add participant' }).dblclick()
    await page.waitForURL('**/participants/code/**')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(code)
    await page.getByRole('button', { name: 'Show identity' }).click()
    await expect(page.getByText('Noor')).toBeVisible()
    await page.getByRole('button', { name: 'Erase identity…' }).click()
    await confirm(page, code, 'Erase identity')
    await expect(page.getByText('Nothing is recorded of who this is.')).toBeVisible()

    const enrol = await choose(page, 'Change status', /Enrol/)
    await expectGoodDialog(page)
    await enrol.getByRole('button', { name: 'Enrol', exact: true }).click()
    await expect(enrol).toHaveCount(0)
    const withdraw = await choose(page, 'Change status', /Withdraw/)
    await withdraw.getByLabel('Reason').fill('Moved away')
    await withdraw.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await expect(page.getByRole('list', { name: 'History' })).toContainText('Moved away')

    const step = async (action: string) => {
      await page.goto(study)
      const dialog = await choose(page, 'Change status', new RegExp(`^${action}`))
      await dialog.getByRole('button', { name: action, exact: true }).click()
      await expect(dialog).toHaveCount(0)
    }
    await step('Go live')
    await step('Pause')
    await page.goto(`${study}/participants`)
    await expect(page.getByRole('link', { name: 'Add participant' })).toHaveCount(0)
    await step('Close')
    await expectGoodPage(page)
    await page.goto(`${study}/participants/code/${code}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0)
    await step('Reopen')
    await page.goto(`${study}/participants/code/${code}`)
    await choose(page, 'Change status', /Delete participant/)
    await confirm(page, code, 'Delete participant')
    await page.waitForURL('**/participants')
    await step('Close')
    await step('Archive')
    await page.goto(`${study}/settings`)
    await page.getByRole('button', { name: 'Delete study…' }).click()
    await confirm(page, 'short-study', 'Delete study')
    await page.waitForURL('**/studies')
    expect((await page.goto(study))?.status()).toBe(404)
  },
)

test(
  'two people edit one study: the second is told',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const slug = unique('pair', project.name)
    const [one, two] = [await session(), await session()]
    await signIn(one, 'owner@demo.example')
    await signIn(two, 'owner@demo.example')
    const space = await newSpace(one, slug)
    await one.goto(`${space}/studies/new`)
    await one.getByLabel('Title').fill('Shared study')
    await one.getByRole('button', { name: 'Create study' }).click()
    await one.waitForURL('**/studies/shared-study')
    const settings = `${space}/studies/shared-study/settings`
    for (const page of [one, two]) {
      await page.goto(settings)
      await expect(page.getByLabel('Title')).toHaveValue('Shared study')
    }
    await one.getByLabel('Title').fill('First title')
    await one.getByRole('button', { name: 'Save changes' }).click()
    await expect(one.getByRole('heading', { level: 1 })).toContainText('First title')
    await two.getByLabel('Title').fill('Second title')
    await two.getByRole('button', { name: 'Save changes' }).click()
    await expect(two.getByText(/changed or deleted|somebody else|meantime/i).first()).toBeVisible()
    await one.reload()
    await expect(one.getByRole('heading', { level: 1 })).toContainText('First title')
  },
)

test('the list keeps search, order and page in the address, and the palette finds a code', async ({
  session,
}) => {
  const page = await session()
  await signIn(page, 'coordinator@demo.example')
  const list = '/spaces/demo-university/studies/sleep-and-mood/participants'
  await page.goto(list)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await expect(page.getByRole('main')).toContainText('SM-001')
  await page.getByRole('button', { name: 'Count all' }).click()
  await expect(pages).toContainText(/\d+ in all/)
  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('main')).not.toContainText('SM-001')
  const second = page.url()
  await page.reload()
  await expect(pages.getByRole('button', { name: 'Previous' })).toBeEnabled()
  expect(page.url()).toBe(second)
  await pages.getByRole('button', { name: 'Previous' }).click()
  await expect(page.getByRole('main')).toContainText('SM-001')
  await page.getByLabel('Search by code').fill('sm-00')
  await expect(page).toHaveURL(/code=sm-00/)
  await expect(page.getByRole('main')).toContainText('SM-009')
  await expect(page.getByRole('main')).not.toContainText('SM-010')
  await page.getByLabel('Search by code').fill('nobody')
  await expect(page.getByText('Nobody fits')).toBeVisible()
  await expectGoodPage(page)

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('SM-012')
  await page.getByRole('option', { name: /SM-012/ }).click()
  await page.waitForURL('**/participants/code/SM-012')
})

test(
  'the account: password, signing out, deactivating',
  { tag: '@phone' },
  async ({ session }, { project }) => {
    const email = `${unique('pat', project.name)}@people.example`
    const page = await session()
    await page.goto('/sign-up')
    await page.getByLabel('Your name').fill('Pat Person')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByText('Check your mail')).toBeVisible()
    await page.goto(await linkInMail(page, email))
    await page.getByLabel('Password', { exact: true }).fill('the first password')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-up'))

    const elsewhere = await session()
    await signIn(elsewhere, email, 'the first password')
    await page.goto('/account')
    await page.getByLabel('Present password').fill('the first password')
    await page.getByLabel('New password').fill('the second password')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText(/password (was |is )?changed/i).first()).toBeVisible()
    await elsewhere.goto('/account')
    await elsewhere.waitForURL('**/sign-in**')

    await page.goto('/spaces')
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in**')

    await page.goto('/forgotten-password')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(page.getByText('Check your mail')).toBeVisible()
    await page.goto(await linkInMail(page, email))
    await page.getByLabel('New password').fill('the third password')
    await page.getByRole('button', { name: 'Save password' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/reset-password'))
    await page.goto('/account')
    await page.getByRole('button', { name: 'Deactivate my account' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('textbox').fill((await dialog.locator('strong').textContent()) ?? '')
    await dialog.getByRole('button', { name: 'Deactivate' }).click()
    await page.waitForURL('**/sign-in**')
  },
)
