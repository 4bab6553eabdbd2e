import { z } from 'zod'
import { personName } from '@/lib/auth/new-account'

export const profileForm = z.object({ name: personName })
