import { sendContent } from '@/features/files/download'

type Context = { params: Promise<{ token: string }> }

export const GET = async (request: Request, { params }: Context) =>
  sendContent(request, (await params).token)
