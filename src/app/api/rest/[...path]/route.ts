import { routeOf } from '@/lib/api/reply'
import { handleRest } from '@/lib/rest/handler'

const route = routeOf(handleRest)

export { route as DELETE, route as GET, route as HEAD, route as PATCH, route as POST, route as PUT }
