import { handleModelCall } from '@/lib/api/model-rpc'

type Context = { params: Promise<{ path: string[] }> }

async function handle(request: Request, { params }: Context): Promise<Response> {
  return handleModelCall(request, (await params).path)
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
