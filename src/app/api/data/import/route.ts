import { importRecords } from '@/features/data-import/handler'

export const POST = importRecords
