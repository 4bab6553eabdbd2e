import { receiveFile } from '@/features/files/upload'

export const POST = receiveFile
