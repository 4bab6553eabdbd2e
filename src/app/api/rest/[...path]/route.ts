import { handleRest } from '@/lib/rest/handler'

export {
  handleRest as DELETE,
  handleRest as GET,
  handleRest as HEAD,
  handleRest as PATCH,
  handleRest as POST,
  handleRest as PUT,
}
