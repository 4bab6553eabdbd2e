import { handleModelCall } from '@/lib/api/model-rpc'

export {
  handleModelCall as DELETE,
  handleModelCall as GET,
  handleModelCall as PATCH,
  handleModelCall as POST,
  handleModelCall as PUT,
}
