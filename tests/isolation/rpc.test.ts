import { rpcDoor } from './doors'
import { describeMatrix } from './matrix'

describeMatrix(rpcDoor)
