/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Native or generated code that must be required at run time, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@zenstackhq/runtime',
    '@zenstackhq/server',
    'nodemailer',
    'rate-limiter-flexible',
  ],
}

export default config
