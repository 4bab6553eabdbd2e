import { changeMany } from '@/features/data/bulk'

export const POST = changeMany
