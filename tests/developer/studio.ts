import { readFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../support/chromium'
import type { Visitor } from './visitor'

/** A model in the data studio, in a browser: its grid, form, import and export. */
export class Studio {
  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    /** The grid of the model. */
    readonly grid: string,
    /** What the console and the page complained of. */
    readonly complaints: string[],
  ) {}

  /** @param path of the grid, below the address of the server that `visitor` is signed in at. */
  static async open(visitor: Visitor, path: string): Promise<Studio> {
    const browser = await chromium.launch(await findChromium())
    const page = await browser.newPage({ timezoneId: 'Asia/Kathmandu' })
    await page.context().addCookies(visitor.cookies)
    // The first visit of a page compiles it.
    page.setDefaultTimeout(240_000)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    return new Studio(browser, page, `${visitor.url}${path}`, complaints)
  }

  /** Adds a record by the form, with what is typed into each input and chosen from each list. */
  async add(one: string, typed: Record<string, string>, chosen: Record<string, string>) {
    const { page } = this
    await page.goto(`${this.grid}/new`, { waitUntil: 'networkidle' })
    for (const [label, option] of Object.entries(chosen)) {
      await page.getByRole('combobox', { name: label, exact: true }).click()
      const search = page.getByPlaceholder(/^Search /)
      if (await search.isVisible()) await search.fill(option)
      await page.getByRole('option', { name: option, exact: true }).first().click()
    }
    for (const [label, text] of Object.entries(typed)) {
      await page.getByRole('textbox', { name: label, exact: true }).fill(text)
    }
    await page.getByRole('switch').first().click()
    await page.getByRole('button', { name: `Add ${one}` }).click()
    await page.waitForURL((to) => !to.pathname.endsWith('/new'))
  }

  /** What stands in the row of a record. */
  async row(name: string): Promise<string[]> {
    await this.page.goto(this.grid)
    await this.#row(name).waitFor()
    return this.#row(name).getByRole('gridcell').allTextContents()
  }

  #row(name: string) {
    return this.page.getByRole('row').filter({ has: this.page.getByLabel(`Open ${name}`) })
  }

  /** Changes a cell in the row of a record in the grid that is shown. */
  async edit(name: string, label: string, former: string, text: string): Promise<void> {
    await this.#row(name).getByRole('gridcell', { name: former, exact: true }).dblclick()
    await this.page.getByLabel(label, { exact: true }).fill(text)
    const saved = this.page.waitForResponse((answer) => answer.url().endsWith('/update'))
    await this.page.keyboard.press('Enter')
    await saved
    await this.#row(name).getByRole('gridcell', { name: text, exact: true }).waitFor()
  }

  async export(format: 'CSV' | 'JSON'): Promise<string> {
    await this.page.goto(this.grid, { waitUntil: 'networkidle' })
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Export' }).click()
    await this.page.getByRole('menuitem', { name: new RegExp(format) }).click()
    return readFile(await (await download).path(), 'utf8')
  }

  /** Imports a file whose columns are called as an export calls them. */
  async import(csv: string, button: string): Promise<void> {
    await this.page.goto(`${this.grid}/import`, { waitUntil: 'networkidle' })
    const file = { name: 'records.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await this.page.locator('input[type=file]').setInputFiles(file)
    await this.page.getByRole('button', { name: 'Check the rows' }).click()
    await this.page.getByRole('button', { name: button, exact: true }).click()
    await this.page.getByText('The import is done').waitFor()
  }

  close(): Promise<void> {
    return this.browser.close()
  }
}
