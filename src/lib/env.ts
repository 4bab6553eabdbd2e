import { z } from 'zod'
import { Refusal } from './refusal'

/**
 * The only reader of `process.env`. scripts/environment.ts fills in what an installation without
 * configuration leaves out, before this file is loaded; a wrong value stops the start with one line
 * per variable.
 */

const flag = z.stringbool().optional()

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),

    /** PostgreSQL 15 or newer. Without it, `npm start` runs the PostgreSQL that ships with the project. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /**
     * The same database as the role that the application works as, which owns nothing. Filled in by
     * our own scripts, which make the role, unless an administrator made one.
     */
    APP_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Set by our own scripts when DATABASE_URL points to the PostgreSQL that they started. */
    STUDYSPACE_EMBEDDED: flag,

    /** `off` has Prisma compile every query anew (src/lib/db/plan-cache.ts). */
    PLAN_CACHE: z.stringbool().default(true),
    /** `off` has Prisma write every statement and every record (src/lib/db/known-statements.ts). */
    KNOWN_STATEMENTS: z.stringbool().default(true),
    /** `off` has ZenStack do every read (src/lib/db/direct-reads.ts). */
    DIRECT_READS: z.stringbool().default(true),
    /** `off` has ZenStack do every write (src/lib/db/direct-writes.ts). */
    DIRECT_WRITES: z.stringbool().default(true),
    /** `off` has Next.js answer the API too (scripts/direct-api.ts). */
    DIRECT_API: z.stringbool().default(true),

    /** Where people reach the server, without a trailing slash; links in mails begin with it. */
    APP_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
    /**
     * How many of our own proxies stand before the server. Each appends the address that it saw to
     * X-Forwarded-For; entries before those could be anybody's invention and are not believed.
     */
    TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
    /** Signs session cookies. Servers that share a database share this value. */
    AUTH_SECRET: z.string().min(32),
    /** `off` closes sign-up; accounts then come from invitations, OIDC or `npm run account`. */
    SIGN_UP: z.stringbool().default(true),

    /** For example smtp://user:password@mail.example.org:587. Without it, mail stays in the outbox. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    /** Where files are kept without S3_BUCKET. Filled in by our own scripts: `files` in the data folder. */
    FILES_FOLDER: z.string().default('.data/files'),
    /** How large one file may be. */
    FILE_MAX_MB: z.coerce.number().int().min(1).max(2_000).default(100),
    /** Keeps files in this bucket of Amazon S3 or of any service that speaks its protocol. */
    S3_BUCKET: z.string().min(1).optional(),
    S3_REGION: z.string().min(1).default('us-east-1'),
    /** Of a service that is not Amazon's, for example https://s3.example.org. */
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    /** Both or none; without them the AWS library looks for credentials of the machine. */
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    /** Whether the bucket stands in the path and not in the host; with S3_ENDPOINT it does unless `off`. */
    S3_PATH_STYLE: flag,

    /** `on` lets webhooks reach private networks and plain http: whoever manages a space can then probe them. */
    WEBHOOK_ALLOW_PRIVATE: z.stringbool().default(false),
    /** How many requests an API key may make in a minute, at all servers together. */
    API_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(1_200),

    /** How much stands in the log: `info` has every request to the API, and is what production has. */
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).optional(),
    /** Opens /api/metrics to whoever sends it; without it there is no such address. */
    METRICS_TOKEN: z.string().min(16).optional(),

    /** Sender of all mail. */
    MAIL_FROM: z.string().default('Studyspace <no-reply@localhost>'),

    /** An OpenID Connect provider: all three or none. The issuer is what its discovery document says. */
    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    /** What the sign-in button calls the provider. */
    OIDC_NAME: z.string().default('single sign-on'),
  })
  .refine(
    (env) =>
      [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].every(Boolean) ||
      [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].every((value) => !value),
    { message: 'set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together or not at all' },
  )
  .refine((env) => !env.S3_ACCESS_KEY_ID === !env.S3_SECRET_ACCESS_KEY, {
    path: ['S3_ACCESS_KEY_ID'],
    message: 'set it together with S3_SECRET_ACCESS_KEY or not at all',
  })

export type Env = z.infer<typeof schema>

function read(): Env {
  // An empty variable in a shell or a compose file means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'OIDC'}: ${issue.message}`,
  )
  throw new Refusal(`The configuration is not usable. ${lines.join('; ')}`)
}

export const env: Env = read()
