import { openFile } from '@/features/files/download'

type Context = { params: Promise<{ file: string }> }

export const GET = async (request: Request, { params }: Context) =>
  openFile(request, (await params).file)
