import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@/lib/refusal'
import { say } from '../../command'
import { FOLDER } from './directus'

/**
 * Installs Directus if it is not there.
 * @throws Refusal when npm cannot install it.
 */
export async function provideDirectus(): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: { directus: string }
  }
  if (installedVersion() === dependencies.directus) return
  say(
    `  Installing Directus ${dependencies.directus} (about 500 MB) into ${FOLDER}: takes minutes.`,
  )
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const npm = spawn('npm', args, {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const code = await new Promise((resolve) => npm.once('exit', resolve))
  if (code !== 0) {
    throw new Refusal(`npm could not install Directus (${code}): leave out --peers, or see above.`)
  }
}

function installedVersion(): string | undefined {
  const file = join(FOLDER, 'node_modules/directus/package.json')
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
