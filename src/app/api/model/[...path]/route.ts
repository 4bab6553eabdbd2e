import { handleModelCall } from '@/lib/api/model-rpc'
import { routeOf } from '@/lib/api/reply'

const route = routeOf(handleModelCall)

export { route as DELETE, route as GET, route as PATCH, route as POST, route as PUT }
