import { exportTrail } from '@/features/audit/export'

export const GET = exportTrail
