import { healthOf } from '@/lib/api/health'

export const dynamic = 'force-dynamic'

export const GET = healthOf
