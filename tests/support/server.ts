import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../scripts/free-port'
import { TEST_SECRET } from './test-server'

const START_PATIENCE_MS = 120_000

/**
 * Settings of whoever runs the tests that must not reach a server under test. Empty means "not set",
 * and keeps a `.env` file from setting them.
 */
const NEUTRAL = {
  DATABASE_URL: '',
  APP_DATABASE_URL: '',
  STUDYSPACE_EMBEDDED: '',
  STUDYSPACE_DATA: '',
  SEED_DEMO: '',
  APP_URL: '',
  FILES_FOLDER: '',
  S3_BUCKET: '',
  SMTP_URL: '',
  SIGN_UP: '',
  WEBHOOK_ALLOW_PRIVATE: '',
  OIDC_ISSUER: '',
  OIDC_CLIENT_ID: '',
  OIDC_CLIENT_SECRET: '',
}

/** A `npm start` as a child process. */
export interface LaunchedProcess {
  child: ChildProcess
  /** What it printed so far. */
  output(): string
  /** Of that, what went to standard error. */
  errors(): string
  /** Exit code, when it has ended. */
  ended: Promise<number>
}

/** A server under test. */
export interface StartedServer extends LaunchedProcess {
  url: string
  /** Asks it to stop, as Ctrl-C does, and returns when it has. */
  stop(): Promise<void>
}

/** Starts scripts/start.ts with nothing but `env` for configuration, and does not wait for it. */
export function launchStart(env: Record<string, string>): LaunchedProcess {
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', HOST: '127.0.0.1', ...NEUTRAL, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed += chunk
    complaints += chunk
  })
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)))
  return { child, output: () => printed, errors: () => complaints, ended }
}

/**
 * A built server on a free port, ready when this returns.
 * @param env e.g. `{ DATABASE_URL: databaseUrl }`; without DATABASE_URL give a STUDYSPACE_DATA.
 */
export async function startServer({
  env,
}: {
  env: Record<string, string>
}): Promise<StartedServer> {
  const port = env.PORT ?? String(await freePort())
  const url = `http://localhost:${port}`
  const secret: Record<string, string> = env.DATABASE_URL ? { AUTH_SECRET: TEST_SECRET } : {}
  const launched = launchStart({ ...secret, STUDYSPACE_EMBEDDED: 'true', ...env, PORT: port })
  let ended = false
  launched.ended.then(() => {
    ended = true
  })
  const deadline = Date.now() + START_PATIENCE_MS
  while (!(await isHealthy(url))) {
    if (ended || Date.now() > deadline) {
      launched.child.kill('SIGKILL')
      throw new Error(`The server did not start:\n${launched.output()}`)
    }
    await wait(100)
  }
  return {
    ...launched,
    url,
    async stop() {
      launched.child.kill('SIGTERM')
      await launched.ended
    },
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    return false
  }
}
