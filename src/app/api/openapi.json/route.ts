import { respondOpenApi } from '@/lib/rest/openapi/respond'

// It names the address of the server, which a build does not know.
export const dynamic = 'force-dynamic'

export const GET = respondOpenApi
