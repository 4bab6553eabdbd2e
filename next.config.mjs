const securityHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
  // Browsers ignore it on plain http.
  { key: 'strict-transport-security', value: 'max-age=31536000' },
]

/** Of every answer below `/api`. What is answered before Next.js has them too (scripts/direct-api.ts). */
const apiPolicy = {
  key: 'content-security-policy',
  value: "default-src 'none'; frame-ancestors 'none'",
}
export const apiHeaders = [...securityHeaders, apiPolicy]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // What a build keeps for the next one costs a quarter of its time; in CI there is no next one.
  experimental: { turbopackFileSystemCacheForBuild: !process.env.CI },
  // The arguments of server functions are passwords and links, among others.
  logging: { serverFunctions: false },
  // `npm run check` and `npm test` check types; the first `npm start` need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native modules and the database packages are loaded at run time, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@zenstackhq/runtime',
    '@zenstackhq/server',
    'graphile-worker',
    'nodemailer',
    'rate-limiter-flexible',
    'flydrive',
    '@aws-sdk/client-s3',
    '@aws-sdk/s3-request-presigner',
  ],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: [apiPolicy] },
    {
      // What people uploaded: these win over what the route itself says.
      source: '/api/files/content/:path*',
      headers: [
        {
          key: 'content-security-policy',
          value: "sandbox; default-src 'none'; frame-ancestors 'none'",
        },
        { key: 'referrer-policy', value: 'no-referrer' },
      ],
    },
  ],
}

export default config
