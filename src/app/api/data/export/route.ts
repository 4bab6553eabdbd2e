import { exportRecords } from '@/features/data/export'

export const GET = exportRecords
