import type { Page } from '@playwright/test'
import { expect, expectGoodDialog } from '../support/browser'

/** Steps that several stories take, each through the interface. */

/** A word that no other run and no other layout uses. */
export const unique = (word: string, project: string) =>
  `${word}-${project}-${Date.now().toString(36)}`

/** Makes a space, and returns its path. */
export async function newSpace(page: Page, slug: string): Promise<string> {
  await page.goto('/spaces/new')
  await page.getByLabel('Name').fill(slug)
  await expect(page.getByLabel('Address')).toHaveValue(slug)
  await page.getByRole('button', { name: 'Create space' }).click()
  await page.waitForURL(`**/spaces/${slug}`)
  return `/spaces/${slug}`
}

/** Invites a coordinator. */
export async function invite(page: Page, space: string, email: string): Promise<void> {
  await page.goto(`${space}/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Opens an item of a menu and waits for its dialog. */
export async function choose(page: Page, menu: string, item: RegExp) {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: item }).click()
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  await expect(dialog).toBeVisible()
  return dialog
}

/** Confirms with the name typed; before that the button does nothing. */
export async function confirm(page: Page, typed: string, label: string): Promise<void> {
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: label })).toBeDisabled()
  await dialog.getByRole('textbox').fill(typed)
  await expectGoodDialog(page)
  await dialog.getByRole('button', { name: label }).click()
  await expect(dialog).toHaveCount(0)
}

/** Accepts an invitation as somebody who has no account yet. */
export async function acceptAs(page: Page, name: string, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account and accept' }).click()
}
