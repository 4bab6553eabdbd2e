import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'

export const DEMO_PASSWORD = 'studyspace-demo'

/**
 * Opens a browser session of its own: other cookies, other storage.
 * @param expects `refused`: this person does what is not allowed, which browsers log as an error.
 */
export type OpenSession = (expects?: { refused?: boolean }) => Promise<Page>

/**
 * Tests get `session()` for each person in the story. A console error or an uncaught exception in any
 * of their pages fails the test.
 */
export const test = base.extend<{ session: OpenSession }>({
  session: async ({ browser, contextOptions, baseURL, viewport, hasTouch, isMobile }, use) => {
    const complaints: string[] = []
    const contexts: BrowserContext[] = []
    await use(async ({ refused = false } = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        viewport,
        hasTouch,
        isMobile,
      })
      contexts.push(context)
      const page = await context.newPage()
      page.on('console', (message) => {
        // Browsers log every 404 as an error; asking for what is not there is what some tests do.
        const isExpected = (refused ? /status of 4\d\d/ : /status of 404/).test(message.text())
        if (message.type() === 'error' && !isExpected) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      return page
    })
    for (const context of contexts) await context.close()
    expect(complaints, 'console errors').toEqual([])
  },
})

export { expect }

export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * The page as it stands: no finding of axe (WCAG 2.2 A and AA), and nothing that sticks out sideways.
 * `colours` looks at contrast only, for a page whose structure was looked at in the other theme.
 */
export async function expectGoodPage(page: Page, rules?: 'colours'): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // Scrolled, the header covers a part of what axe measures.
  await page.evaluate(() => scrollTo(0, 0))
  // A message that is fading away is on its way out of what anybody reads.
  const axe = new AxeBuilder({ page }).exclude('[data-removed="true"]')
  await expectGood(page, rules === 'colours' ? axe.withRules(COLOURS) : axe.withTags(STANDARD))
}

/** The same for an open dialog; the page behind it is out of reach. */
export async function expectGoodDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  await expect(dialog).toBeVisible()
  await expect(dialog).toBeInViewport({ ratio: 1 })
  const axe = new AxeBuilder({ page }).include('[role="dialog"], [role="alertdialog"]')
  // "region": a dialog stands outside the landmarks of the page.
  await expectGood(page, axe.withTags(STANDARD).disableRules('region'))
}

async function expectGood(page: Page, axe: AxeBuilder): Promise<void> {
  // Legacy mode: our pages have no frames, for whose sake axe would open a page of its own each time.
  const { violations } = await axe.setLegacyMode().analyze()
  const findings = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' · ')}`,
  )
  expect(findings, `accessibility of ${page.url()}`).toEqual([])
  await expectFits(page)
}

/** Nothing sticks out sideways. */
export async function expectFits(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `sideways scroll of ${page.url()}`).toBeLessThanOrEqual(0)
}

/** The link in the newest mail to an address, from the developer's outbox. */
export async function linkInMail(page: Page, to: string): Promise<string> {
  await page.goto('/dev/mail')
  const message = page.getByRole('listitem').filter({ hasText: to }).first()
  await message.getByRole('link').click()
  await page.waitForURL(/mail\/.+/)
  const link = page
    .getByRole('main')
    .getByRole('link', { name: /https?:\/\// })
    .first()
  return (await link.getAttribute('href')) ?? ''
}
