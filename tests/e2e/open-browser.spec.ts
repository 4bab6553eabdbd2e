import type { Page } from '@playwright/test'
import { expect, linkInMail, type OpenSession, signIn, test } from '../support/browser'
import { acceptAs, choose, confirm, invite, newSpace, unique } from './steps'

/**
 * A membership changes while the member has a form open: the next step is judged by what holds then,
 * not by what held when the page was loaded.
 */

test.describe.configure({ timeout: 120_000 })

/** A space with a study, its owner, and a coordinator who has changed the title but not saved it. */
async function openForm(session: OpenSession, project: string) {
  const slug = unique('open', project)
  const owner = await session()
  await signIn(owner, 'owner@demo.example')
  const space = await newSpace(owner, slug)
  await owner.goto(`${space}/studies/new`)
  await owner.getByLabel('Title').fill('Original title')
  await owner.getByRole('button', { name: 'Create study' }).click()
  await owner.waitForURL('**/studies/original-title')

  const email = `sam-${slug}@people.example`
  await invite(owner, space, email)
  // Browsers log an answer of 403 as an error, too.
  const sam = await session({ refused: true })
  await acceptAs(sam, 'Sam Colleague', await linkInMail(owner, email))
  await sam.waitForURL(`**${space}`)
  const settings = `${space}/studies/original-title/settings`
  await sam.goto(settings)
  await sam.getByLabel('Title').fill('Title of a former coordinator')

  await owner.goto(`${space}/members`)
  return { owner, sam, slug, space, settings }
}

const save = (page: Page) => page.getByRole('button', { name: 'Save changes' })

/** What a person hears who calls the door from a page of theirs. */
const call = (page: Page, slug: string, operation: string, body: object) =>
  page.evaluate(
    async ([space, path, text]) => {
      const read = path?.includes('/find')
      const query = read ? `?q=${encodeURIComponent(text ?? '')}` : ''
      const answer = await fetch(`/api/model/${path}${query}`, {
        method: read ? 'GET' : 'PUT',
        headers: { 'content-type': 'application/json', 'x-space': space ?? '' },
        body: read ? undefined : text,
      })
      const { error, ...said } = await answer.json()
      // Each request has an id of its own.
      return { status: answer.status, said: { ...said, ...error, requestId: undefined } }
    },
    [slug, operation, JSON.stringify(body)],
  )

async function expectOriginal(owner: Page, settings: string): Promise<void> {
  await owner.goto(settings)
  await expect(owner.getByLabel('Title')).toHaveValue('Original title')
}

test(
  'a coordinator becomes a viewer: what is open cannot be saved any more',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const { owner, sam, settings } = await openForm(session, project.name)
    const role = await choose(owner, 'Actions for Sam Colleague', /Change role/)
    await role.getByRole('combobox').click()
    await owner.getByRole('option', { name: /^Viewer/ }).click()
    await role.getByRole('button', { name: 'Change role' }).click()
    await expect(role).toHaveCount(0)

    await save(sam).click()
    await expect(
      sam.getByText('Your role in this space does not allow this.').first(),
    ).toBeVisible()
    // What was typed is not lost, and not saved.
    await expect(sam.getByLabel('Title')).toHaveValue('Title of a former coordinator')
    await sam.reload()
    await expect(sam.getByRole('main')).toContainText('Original title')
    await expect(save(sam)).toHaveCount(0)
    await expect(sam.getByLabel('Title')).toHaveCount(0)
    await expectOriginal(owner, settings)
  },
)

test(
  'a membership ends: its holder is a stranger at once',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const { owner, sam, slug, space, settings } = await openForm(session, project.name)
    const find = { where: { user: { name: 'Sam Colleague' } }, select: { id: true } }
    const { said } = await call(owner, slug, 'spaceUser/findFirst', find)
    // The form takes whole days; here the end is a moment that has just passed.
    const ended = { where: { id: said.data.id }, data: { expiresAt: new Date(Date.now() - 1) } }
    expect(await call(owner, slug, 'spaceUser/update', ended)).toMatchObject({ status: 200 })

    await save(sam).click()
    await expect(
      sam.getByText('This space does not exist, or you are not a member of it.').first(),
    ).toBeVisible()
    const stranger = await session()
    await signIn(stranger, 'owner@relief.example')
    const title = { where: { id: 'any' }, data: { title: 'Mine' } }
    const answer = await call(sam, slug, 'study/update', title)
    expect(answer.status).toBe(404)
    expect(answer).toEqual(await call(stranger, slug, 'study/update', title))
    expect((await sam.goto(space))?.status()).toBe(404)
    expect((await stranger.goto(space))?.status()).toBe(404)
    await expectOriginal(owner, settings)
  },
)

test(
  'a member is removed: the next step finds nothing',
  { tag: '@wide' },
  async ({ session }, { project }) => {
    const { owner, sam, space, settings } = await openForm(session, project.name)
    await choose(owner, 'Actions for Sam Colleague', /Remove from space/)
    await confirm(owner, 'Sam Colleague', 'Remove')

    await save(sam).click()
    await expect(
      sam.getByText('This space does not exist, or you are not a member of it.').first(),
    ).toBeVisible()
    await sam.goto(settings)
    await expect(sam.getByRole('heading', { level: 1 })).toContainText(/not found|no such/i)
    expect((await sam.goto(space))?.status()).toBe(404)
    await expectOriginal(owner, settings)
  },
)
