import { importParticipants } from '@/features/participant-import/handler'

export const POST = importParticipants
